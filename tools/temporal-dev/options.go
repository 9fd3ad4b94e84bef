package main

import (
	"flag"
	"fmt"
	"strings"
)

// options are what the command line says.
type options struct {
	ip            string
	port          int
	databaseFile  string // empty: in memory
	namespaces    []string
	retentionDays int
	logLevel      string
	logFormat     string
	dynamicValues []string // key=JSON
	attributes    []string // Name=Keyword|Text|Int|Double|Bool|Datetime|KeywordList
	pragmas       []string // key=value
}

func (o options) address() string { return fmt.Sprintf("%s:%d", o.ip, o.port) }

// repeated collects a flag that may be given several times.
type repeated struct{ values *[]string }

func (r repeated) String() string {
	if r.values == nil {
		return ""
	}
	return strings.Join(*r.values, ",")
}

func (r repeated) Set(value string) error {
	*r.values = append(*r.values, value)
	return nil
}

// parseOptions reads `[server start-dev] [flags]`. The namespace "default" is always there.
func parseOptions(args []string) (options, error) {
	if len(args) >= 2 && args[0] == "server" && args[1] == "start-dev" {
		args = args[2:]
	}
	parsed := options{namespaces: []string{"default"}}
	flags := flag.NewFlagSet("start-dev", flag.ContinueOnError)
	flags.StringVar(&parsed.ip, "ip", "127.0.0.1", "address to listen on; keep it on loopback")
	flags.IntVar(&parsed.port, "port", 7233, "port of the frontend (gRPC)")
	flags.StringVar(&parsed.databaseFile, "db-filename", "", "SQLite file; empty: in memory")
	flags.IntVar(&parsed.retentionDays, "retention-days", 30, "how long closed workflows are kept")
	flags.StringVar(&parsed.logLevel, "log-level", "warn", "debug, info, warn or error")
	flags.StringVar(&parsed.logFormat, "log-format", "json", "json, or anything else for people")
	flags.Var(repeated{&parsed.namespaces}, "namespace", "another namespace")
	flags.Var(repeated{&parsed.dynamicValues}, "dynamic-config-value", "key=JSON")
	flags.Var(repeated{&parsed.attributes}, "search-attribute", "Name=Type")
	flags.Var(repeated{&parsed.pragmas}, "sqlite-pragma", "key=value")
	flags.Bool("headless", true, "accepted for the SDK; there are no web pages in here")
	if err := flags.Parse(args); err != nil {
		return options{}, err
	}
	if parsed.logFormat != "json" {
		parsed.logFormat = "console"
	}
	return parsed, nil
}

// pair splits key=value.
func pair(text string) (key, value string, err error) {
	key, value, found := strings.Cut(text, "=")
	if !found {
		return "", "", fmt.Errorf("%q is not key=value", text)
	}
	return key, value, nil
}
