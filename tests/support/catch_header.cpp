// The source that Catch2's precompiled header belongs to.
