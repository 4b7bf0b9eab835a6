//! Traffic classes: what a request is, to those it passes.

use linchpin_catalog::{Asks, Interaction, When};

use super::components::Component;
use super::connections::{Connection, Usage};

/// What a component is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Class {
    /// A read of a journey that also has writes.
    Read,
    /// A read of a journey without writes: what it hands to a queue, it hands over reading.
    LoneRead,
    Write,
    /// Anything past an event.
    Message,
}

impl Class {
    pub(crate) const COUNT: usize = 4;

    /// Whether it only reads.
    pub(crate) fn reads(self) -> bool {
        matches!(self, Self::Read | Self::LoneRead)
    }
}

/// How often a connection in use is used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Demand {
    /// Each time.
    Every,
    /// When the cache has no answer.
    Miss,
    /// This share of the time; below 1.
    Share(f64),
}

/// How often a connection is used by what its caller does in a class; nothing when it is not.
pub(crate) fn demand(connection: &Connection, class: Class) -> Option<Demand> {
    if !connection.carries_calls() || connection.calls == 0.0 {
        return None;
    }
    match connection.usage.value {
        Usage::Always | Usage::Route => Some(Demand::Every),
        Usage::Read => (class != Class::Write).then_some(Demand::Every),
        Usage::Write => (!class.reads()).then_some(Demand::Every),
        Usage::HandOver => (class != Class::Read).then_some(Demand::Every),
        Usage::Miss => Some(if class.reads() { Demand::Miss } else { Demand::Every }),
        Usage::ReadMiss if class == Class::Write => None,
        Usage::ReadMiss => Some(if class.reads() { Demand::Miss } else { Demand::Every }),
        Usage::Share(share) if share <= 0.0 => None,
        Usage::Share(share) if share < 1.0 => Some(Demand::Share(share)),
        Usage::Share(_) => Some(Demand::Every),
    }
}

/// Which half of a message a call belongs to, where a pool serves reads and writes differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Half {
    Both,
    Reading,
    Writing,
}

/// The half of a message a connection belongs to by itself.
pub(crate) fn half(connection: &Connection) -> Half {
    match connection.usage.value.when() {
        When::Read => Half::Reading,
        When::Write if connection.usage.value == Usage::Write => Half::Writing,
        _ => Half::Both,
    }
}

/// The class in which a callee is called.
pub(crate) fn callee_class(connection: &Connection, callee: &Component, class: Class, half: Half) -> Class {
    let asked = match (connection.interaction.value, connection.asks) {
        (Interaction::Event, Asks::Same) => Class::Message,
        (_, Asks::Same) => class,
        (_, Asks::Read) if class == Class::LoneRead => Class::LoneRead,
        (_, Asks::Read) => Class::Read,
        (_, Asks::Write) => Class::Write,
    };
    // A store knows reads and writes only: what a message asks of it is a write unless it is a read.
    match asked {
        Class::Message if callee.traits.store => match half {
            Half::Reading => Class::Read,
            Half::Both | Half::Writing => Class::Write,
        },
        other => other,
    }
}
