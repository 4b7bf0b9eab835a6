//! What can fail on its own: the basic events of a design.

use crate::structure::EventId;

/// What an event is the failure of, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cause {
    /// Instances of a component, each on its own.
    Instances(usize),
    /// The provider of a managed component.
    Provider(usize),
    /// A boundary that is a failure domain.
    Domain(usize),
    /// A connection that is said to fail.
    Connection(usize),
    /// A standby or replica of a component that is not ready in time. Only where likelihood is asked for.
    Takeover(usize),
}

/// Every basic event.
#[derive(Debug, Clone, Default)]
pub(crate) struct Events {
    list: Vec<(Cause, u32)>,
}

impl Events {
    /// Adds a run of this many things that fail alike.
    pub(crate) fn add(&mut self, cause: Cause, size: u32) -> EventId {
        self.list.push((cause, size));
        EventId(self.list.len() as u32 - 1)
    }

    /// What an event is the failure of.
    pub(crate) fn cause(&self, event: EventId) -> Cause {
        self.list[event.0 as usize].0
    }

    /// Every event with its cause and how many things are in its run.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (EventId, Cause, u32)> {
        self.list.iter().enumerate().map(|(index, (cause, size))| (EventId(index as u32), *cause, *size))
    }
}
