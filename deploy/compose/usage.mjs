console.error('Say what to run: services/<service>/dist/main.js, followed by `migrate` to prepare its database. Services: intake, audit, payout, after-care, analytics, relay.')
process.exit(2)
