package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand"
	"os"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/server/common/config"
	_ "go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite" // registers the store
	"go.temporal.io/server/common/primitives/timestamp"
	"go.temporal.io/server/schema/sqlite"
)

// openStore makes the SQLite store: its tables where the file is new, and the namespaces.
func openStore(options options) (*config.SQL, error) {
	store := &config.SQL{
		PluginName:        "sqlite",
		DatabaseName:      options.databaseFile,
		ConnectAttributes: map[string]string{},
	}
	if options.databaseFile == "" {
		store.DatabaseName = fmt.Sprint("memory", rand.Int63())
		store.ConnectAttributes["mode"] = "memory"
		store.ConnectAttributes["cache"] = "shared"
	} else {
		store.ConnectAttributes["mode"] = "rwc"
		store.ConnectAttributes["journal_mode"] = "wal"
		store.ConnectAttributes["busy_timeout"] = "10000"
	}
	for _, pragma := range options.pragmas {
		key, value, err := pair(pragma)
		if err != nil {
			return nil, err
		}
		store.ConnectAttributes[key] = value
	}
	if isNew(options.databaseFile) {
		if err := sqlite.SetupSchema(store); err != nil {
			return nil, err
		}
	}
	return store, createNamespaces(store, options)
}

// isNew tells a file that is not there yet. In memory, the server makes the tables by itself.
func isNew(file string) bool {
	if file == "" {
		return false
	}
	_, err := os.Stat(file)
	return errors.Is(err, fs.ErrNotExist)
}

// createNamespaces makes those that are not there, with our retention (the default is a day).
func createNamespaces(store *config.SQL, options options) error {
	attributes, err := searchAttributes(options.attributes)
	if err != nil {
		return err
	}
	for _, name := range options.namespaces {
		namespace, err := sqlite.NewNamespaceConfig(clusterName, name, false, attributes)
		if err != nil {
			return err
		}
		namespace.Detail.Config.Retention = timestamp.DurationFromDays(int32(options.retentionDays))
		if err := sqlite.CreateNamespaces(store, namespace); err != nil {
			return err
		}
	}
	return nil
}

func searchAttributes(texts []string) (map[string]enumspb.IndexedValueType, error) {
	attributes := map[string]enumspb.IndexedValueType{}
	for _, text := range texts {
		name, kind, err := pair(text)
		if err != nil {
			return nil, err
		}
		value, known := enumspb.IndexedValueType_shorthandValue[kind]
		if !known {
			return nil, fmt.Errorf("search attribute %q: unknown type", text)
		}
		attributes[name] = enumspb.IndexedValueType(value)
	}
	return attributes, nil
}
