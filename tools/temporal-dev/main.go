// Command temporal-dev is a Temporal server in one process, for development and tests: its store is
// an SQLite file or memory, it listens on loopback only, and it can skip time (virtual time).
// It takes the flags of `temporal server start-dev` that we and the SDK's createLocal pass.
// Production uses a Temporal cluster of its own; nothing here is meant for it.
package main

import (
	"fmt"
	"log"
	"os"
	_ "time/tzdata" // schedules in Europe/Stockholm work on a bare machine too

	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/config"
	tlog "go.temporal.io/server/common/log"
	"go.temporal.io/server/temporal"
)

func main() {
	options, err := parseOptions(os.Args[1:])
	if err != nil {
		log.Fatal(err)
	}
	if err := serve(options); err != nil {
		log.Fatal(err)
	}
}

// serve runs until SIGINT or SIGTERM, then stops the services in order.
func serve(options options) error {
	store, err := openStore(options)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	cfg, hosts, err := configure(options, store)
	if err != nil {
		return fmt.Errorf("configuration: %w", err)
	}
	settings, err := dynamicSettings(options.dynamicValues)
	if err != nil {
		return fmt.Errorf("dynamic configuration: %w", err)
	}
	server, err := temporal.NewServer(
		temporal.WithConfig(cfg),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(hosts),
		temporal.WithLogger(tlog.NewZapLogger(tlog.BuildZapLogger(tlog.Config{
			Stdout: true, Level: options.logLevel, Format: options.logFormat,
		}))),
		temporal.WithDynamicConfigClient(settings),
		temporal.WithAuthorizer(authorization.NewNoopAuthorizer()),
		temporal.WithClaimMapper(func(*config.Config) authorization.ClaimMapper {
			return authorization.NewNoopClaimMapper()
		}),
		temporal.InterruptOn(temporal.InterruptCh()),
	)
	if err != nil {
		return err
	}
	fmt.Fprintln(os.Stderr, "temporal-dev on", options.address())
	return server.Start()
}
