//! The vocabulary of a design, as data: component kinds, boundary kinds, the properties records can
//! have, and the defaults behind them. Nothing here computes; every table has its one interpreter
//! elsewhere.
//!
//! Reading order: [`RecordType`] and [`Property`] say what can be written down, [`ComponentKind`] and
//! [`BoundaryKind`] what can be drawn, [`Param`] what is assumed when nothing was written.

mod boundary;
mod callees;
mod choice;
mod kind;
mod kinds;
mod param;
mod properties;
mod property;
mod rows;

pub use boundary::{BoundaryKind, BoundarySpec};
pub use choice::{
    Asks, Choice, ChoiceSet, Dependency, Failover, Interaction, Method, Profile, SeveritySetting, Weight, When,
};
pub use kind::{ComponentKind, Family, KindSpec, Traits};
pub use param::Param;
pub use property::{NumberSpec, Property, PropertySpec, RecordType, Unit, ValueType};
