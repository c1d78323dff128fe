# The server, the widget's files and the demo. `compose.yaml` runs two of them.
FROM node:24-trixie-slim
# For `npm run backup` and `npm run restore`.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends postgresql-client \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev && mkdir /data && chown node:node /data
USER node
ENV HOST=0.0.0.0 DATA_DIR=/data
EXPOSE 3000
# Not by npm, which would stand between the process and its SIGTERM.
CMD ["node", "--disable-warning=ExperimentalWarning", "server/main.ts"]
