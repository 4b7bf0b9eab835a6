//! Tests of the editor through the events a browser sends.

mod clipboard;
mod commands;
mod connecting;
mod driver;
mod keyboard;
mod labels;
mod moving;
mod panning;
mod placing;
mod policy;
mod remote;
mod resizing;
mod selecting;
mod storms;
