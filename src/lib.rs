//! The app: the only code that knows the browser.
//!
//! Reading order: [`session`] owns the editor and is where everything meets; [`input`] brings events
//! in, [`canvas`] puts pixels out, [`analysis`] and
//! [`studies`] talk to the workers, [`storage`] and [`share`] keep and
//! send designs, [`ui`] is what people see around the canvas.

pub mod analysis;
pub mod canvas;
pub mod css;
pub mod input;
pub mod later;
pub mod platform;
pub mod reactive;
pub mod session;
pub mod share;
pub mod storage;
pub mod studies;
pub mod theme;
pub mod ui;
pub mod worker;
