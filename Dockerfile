# The server. With DATABASE_URL it uses that PostgreSQL (compose.yaml starts one); without, it runs its own in /data.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY tools tools
COPY src src
RUN node tools/build.js
RUN npm ci --omit=dev
# PostgreSQL's libraries get their links now: the account that runs the server may not write here.
RUN node -e "import('./dist/database/embedded/binaries.js').then(({ findBinaries }) => findBinaries())"

FROM node:24-slim
ENV HOST=0.0.0.0 PORT=4000 DATA_DIR=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY package.json schema.graphql ./
COPY bin bin
COPY drizzle drizzle
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
USER node
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/goodturn.js", "serve"]
