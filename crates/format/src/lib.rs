//! Every byte that leaves memory: design files, share links, snapshots.
