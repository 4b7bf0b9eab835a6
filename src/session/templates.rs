//! The examples the page offers to start from.

/// An example.
pub struct Template {
    /// Its name in addresses.
    pub id: &'static str,
    /// What people read.
    pub title: &'static str,
    /// What there is to see.
    pub summary: &'static str,
}

/// Makes the list of examples, and the function that finds their texts: those are fetched with the part that reads
/// files, and nothing the page starts with may lead to them.
macro_rules! templates {
    ($($id:literal, $title:literal, $summary:literal;)*) => {
        /// The examples, simplest first.
        pub const TEMPLATES: &[Template] = &[$(Template { id: $id, title: $title, summary: $summary }),*];

        /// The design file of an example.
        pub(super) fn text_of(id: &str) -> Option<&'static str> {
            match id {
                $($id => Some(include_str!(concat!("../../templates/", $id, ".json"))),)*
                _ => None,
            }
        }
    };
}

templates! {
    "single-server", "Single server", "Where every system starts: one of each, and each takes it down.";
    "three-tier", "Three-tier web app", "Two servers, and still one failure takes it all down. Which ones?";
    "three-tier-hardened", "Three tiers, hardened",
        "The same app in two zones with failover: nothing left to find.";
    "read-heavy-feed", "Read-heavy feed", "Cache, CDN, queue and workers carry what one database cannot.";
    "online-boutique", "Online Boutique", "A real demonstration shop of eleven services, one replica each.";
    "event-driven-orders", "Event-driven orders",
        "Orders flow through a stream; what consumes them may lag, not break.";
    "multi-region", "Two regions", "Each region carries everything alone. What does the database do?";
}
