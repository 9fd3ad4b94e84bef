package main

import (
	"fmt"
	"net"
	"time"

	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/primitives"
)

const (
	clusterName = "active"
	disabled    = "disabled"
)

// configure describes one cluster whose four services live in this process. Only the frontend's
// port is the caller's choice; the others take any that is free.
func configure(options options, store *config.SQL) (
	*config.Config, map[primitives.ServiceName]static.Hosts, error,
) {
	httpPort, err := freePort(options.ip)
	if err != nil {
		return nil, nil, err
	}
	cfg := &config.Config{Services: map[string]config.Service{}}
	cfg.Persistence = config.Persistence{
		DefaultStore:     "default",
		VisibilityStore:  "visibility",
		NumHistoryShards: 1,
		DataStores: map[string]config.DataStore{
			"default": {SQL: store}, "visibility": {SQL: store},
		},
	}
	cfg.Global.Membership.MaxJoinDuration = 30 * time.Second
	cfg.Global.Membership.BroadcastAddress = options.ip
	cfg.ClusterMetadata = onlyCluster(options.address(), fmt.Sprintf("%s:%d", options.ip, httpPort))
	cfg.DCRedirectionPolicy.Policy = "noop"
	cfg.PublicClient.HostPort = options.address()
	cfg.Archival.History.State = disabled
	cfg.Archival.Visibility.State = disabled
	cfg.NamespaceDefaults.Archival.History.State = disabled
	cfg.NamespaceDefaults.Archival.Visibility.State = disabled

	hosts := map[primitives.ServiceName]static.Hosts{}
	place := func(service primitives.ServiceName, rpc config.RPC) {
		cfg.Services[string(service)] = config.Service{RPC: rpc}
		hosts[service] = static.SingleLocalHost(fmt.Sprintf("%s:%d", options.ip, rpc.GRPCPort))
	}
	place(primitives.FrontendService,
		config.RPC{GRPCPort: options.port, HTTPPort: httpPort, BindOnIP: options.ip})
	for _, service := range []primitives.ServiceName{
		primitives.HistoryService, primitives.MatchingService, primitives.WorkerService,
	} {
		port, err := freePort(options.ip)
		if err != nil {
			return nil, nil, err
		}
		place(service, config.RPC{GRPCPort: port, BindOnIP: options.ip})
	}
	return cfg, hosts, nil
}

func onlyCluster(rpcAddress, httpAddress string) *cluster.Config {
	return &cluster.Config{
		FailoverVersionIncrement: 10,
		MasterClusterName:        clusterName,
		CurrentClusterName:       clusterName,
		ClusterInformation: map[string]cluster.ClusterInformation{
			clusterName: {
				Enabled:                true,
				InitialFailoverVersion: 1,
				RPCAddress:             rpcAddress,
				HTTPAddress:            httpAddress,
			},
		},
	}
}

// freePort asks the system for a port that nobody listens on just now.
func freePort(ip string) (int, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort(ip, "0"))
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}
