//! Properties with a fixed set of values.

use crate::{Param, Property};

/// One value of a choice property: its name in files and its name for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The name in files and links.
    pub id: &'static str,
    /// The name people read.
    pub label: &'static str,
}

/// A set of choices as a type: what lets a record be asked for its `When` or its `Failover`.
pub trait ChoiceSet: Copy + 'static {
    /// The value with this file name.
    fn from_id(id: &str) -> Option<Self>;
    /// The name in files and links.
    fn id(self) -> &'static str;
}

macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $id:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// Every value, in the order people are shown them.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];
            /// The same values as rows for files and menus.
            pub const CHOICES: &'static [Choice] = &[$(Choice { id: $id, label: $label },)+];

            /// The name in files and links.
            pub const fn id(self) -> &'static str {
                Self::CHOICES[self as usize].id
            }

            /// The name people read.
            pub const fn label(self) -> &'static str {
                Self::CHOICES[self as usize].label
            }

            /// The value with this file name.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.id() == id)
            }
        }

        impl $crate::choice::ChoiceSet for $name {
            fn from_id(id: &str) -> Option<Self> {
                $name::from_id(id)
            }

            fn id(self) -> &'static str {
                $name::id(self)
            }
        }
    };
}
pub(crate) use choices;

choices! {
    /// What an arrow between two components means.
    Interaction {
        /// The caller waits for the answer.
        Request = "request", "Request, waits for the answer";
        /// The caller hands over and goes on.
        Event = "event", "Event, hands over and goes on";
        /// A store copies its data to another.
        Replication = "replication", "Replication";
        /// The target takes over when the source fails; it is never called.
        Standby = "standby", "Standby, takes over";
    }
}

choices! {
    /// Whether the caller can answer without the callee.
    Dependency {
        /// No answer without it.
        Hard = "hard", "Hard, no answer without it";
        /// The answer degrades.
        Soft = "soft", "Soft, the answer degrades";
    }
}

choices! {
    /// Which requests use a connection.
    When {
        /// Every request.
        Always = "always", "Always";
        /// The requests routed this way.
        Route = "route", "Routed here";
        /// Reads only.
        Read = "read", "Reads";
        /// Writes only.
        Write = "write", "Writes";
        /// Reads that miss the cache, and all writes.
        Miss = "miss", "Cache misses and writes";
        /// A fixed share of the requests.
        Share = "share", "A share of requests";
    }
}

choices! {
    /// The class in which the callee is called.
    Asks {
        /// The class of the request at hand.
        Same = "same", "Same as the request";
        /// Always a read.
        Read = "read", "Always a read";
        /// Always a write.
        Write = "write", "Always a write";
    }
}

choices! {
    /// How a pool divides its load.
    Weight {
        /// Evenly over the working instances.
        Even = "even", "Evenly";
        /// By the ceiling of each member.
        Weighted = "weighted", "By capacity";
    }
}

choices! {
    /// How a standby takes over.
    Failover {
        /// It does not.
        None = "none", "None";
        /// A person switches over.
        Manual = "manual", "Manual";
        /// By itself.
        Automatic = "automatic", "Automatic";
    }
}

impl Failover {
    /// Seconds until a standby serves, where the design does not say; nothing where none takes over.
    pub fn takeover(self) -> Option<Param> {
        match self {
            Self::None => None,
            Self::Manual => Some(BY_HAND),
            Self::Automatic => Property::Takeover.spec().default,
        }
    }
}

/// Seconds until somebody has noticed, decided and switched over by hand.
const BY_HAND: Param = Param::range(1800.0, 600.0, 14_400.0, "somebody has to be called, decide and switch over");

choices! {
    /// How the rate of a journey moves over a day, peak included.
    Profile {
        /// The peak all the time.
        Flat = "flat", "Flat";
        /// Up to the peak and down again once a day.
        Daily = "daily", "Daily";
        /// Suddenly at the peak, for a while.
        Burst = "burst", "Burst";
    }
}

choices! {
    /// What is done to a resource.
    Method {
        /// Reads it.
        Get = "get", "GET";
        /// Reads its head.
        Head = "head", "HEAD";
        /// Adds to it.
        Post = "post", "POST";
        /// Replaces it.
        Put = "put", "PUT";
        /// Changes part of it.
        Patch = "patch", "PATCH";
        /// Removes it.
        Delete = "delete", "DELETE";
    }
}

impl Method {
    /// Whether it only reads.
    pub const fn reads(self) -> bool {
        matches!(self, Self::Get | Self::Head)
    }
}

choices! {
    /// How much a rule matters in a design.
    SeveritySetting {
        /// Not at all.
        Off = "off", "Off";
        /// Worth knowing.
        Info = "info", "Info";
        /// Worth changing.
        Warning = "warning", "Warning";
        /// Takes the system down.
        Critical = "critical", "Critical";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_is_found_by_its_id() {
        for when in When::ALL {
            assert_eq!(When::from_id(when.id()), Some(*when));
        }
        assert_eq!(When::from_id("sometimes"), None);
    }
}
