# One image for every service; the command chooses which: `services/<service>/dist/main.js`, or the same followed by `migrate`.
ARG NODE_IMAGE=node:24-bookworm-slim

# Only what decides about dependencies, so that `npm ci` is cached until a package.json or the lock changes.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /app
COPY . .
RUN find . -type f ! -name package.json ! -name package-lock.json -delete

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY --from=manifests /app ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node node_modules/tsgo/bin/tsc -b libs/* services/* \
 && npm prune --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund \
 && rm -rf test node_modules/.cache node_modules/@recourse/test-support \
 && find libs services -name node_modules -prune -o -type f \( -name '*.ts' -o -name '*.spec.*' -o -name 'tsconfig*' \) -exec rm {} + \
 && find libs services -type d -empty -delete

FROM ${NODE_IMAGE}
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
COPY --from=build /app ./
# A named volume takes over the owner of the folder it is mounted on.
RUN mkdir -p /var/lib/recourse/evidence /var/lib/recourse/sandbox-keys /var/lib/recourse/payout-keys && chown 1000:1000 /var/lib/recourse/*
USER 1000:1000
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["node", "deploy/compose/healthcheck.mjs"]
ENTRYPOINT ["node", "--enable-source-maps", "--max-old-space-size=160", "--max-semi-space-size=8"]
CMD ["deploy/compose/usage.mjs"]
