package main

import (
	"encoding/json"
	"fmt"

	"go.temporal.io/server/common/dynamicconfig"
)

// dynamicSettings are those of a server that serves one developer or one run of tests. Typed keys
// where there are some, so that a rename in a later version breaks the build and not the run.
func dynamicSettings(values []string) (dynamicconfig.StaticClient, error) {
	settings := dynamicconfig.StaticClient{
		// It never calls out to ask for a newer version.
		dynamicconfig.EnableServerVersionCheck.Key(): false,
		// A search attribute that was just added may be used at once.
		dynamicconfig.ForceSearchAttributesCacheRefreshOnRead.Key():      true,
		dynamicconfig.FrontendMaxNamespaceVisibilityRPSPerInstance.Key(): 200,
		dynamicconfig.FrontendPersistenceMaxQPS.Key():                    10000,
		dynamicconfig.HistoryPersistenceMaxQPS.Key():                     45000,
		// Virtual time: tests skip the timers of a workflow (server 1.32 and later).
		dynamicconfig.WorkflowTimeSkippingEnabled.Key(): true,
		// One partition is enough for one worker, and delivers at once.
		dynamicconfig.MakeKey("matching.numTaskqueueReadPartitions"):  1,
		dynamicconfig.MakeKey("matching.numTaskqueueWritePartitions"): 1,
	}
	for _, text := range values {
		key, raw, err := pair(text)
		if err != nil {
			return nil, err
		}
		var value any
		if err := json.Unmarshal([]byte(raw), &value); err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
		settings[dynamicconfig.MakeKey(key)] = wholeIfWhole(value)
	}
	return settings, nil
}

// wholeIfWhole makes an int of a JSON number without a fraction: the server refuses a float there.
func wholeIfWhole(value any) any {
	if number, ok := value.(float64); ok && number == float64(int(number)) {
		return int(number)
	}
	return value
}
