//! What takes longer than a frame: studies of a design, asked of a program of its own.
//!
//! The page links the messages only ([`Request`], [`Reply`] and what they carry); [`run`], and with it
//! every engine, is linked by the program in `study/`, which is fetched when first needed. Both are always
//! of the same build, so there is no version.
//!
//! A new kind of study is a variant of [`Study`] and [`Answer`] and a line in [`run`].

mod fixes;
mod load;
mod message;
mod run;
mod simulation;
mod wire;

pub use fixes::{Change, FixesQuery, HardenQuery, HardenReport, Offer, Step};
pub use load::{Before, LoadReport, is_overloaded};
pub use message::{Answer, Progress, Reply, Request, Study};
pub use run::run;
pub use wire::{decode, encode};
