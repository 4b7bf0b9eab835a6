//! Headless editor: camera, selection, snapping, tools as state machines, commands.
