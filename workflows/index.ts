// Names every workflow once: Temporal bundles this entry.
