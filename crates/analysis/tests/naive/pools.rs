//! The pools a caller depends on, and the classes it calls them in.

use super::journeys::Site;
use super::system::{Asks, Class, Connection, Interaction, Kind, System, When};

/// Members of a pool, each with the class it is called in.
pub(super) type Pool<'a> = Vec<(&'a Connection, Class)>;

impl System {
    pub(super) fn calls(&self, connection: &Connection) -> bool {
        matches!(connection.interaction, Interaction::Request | Interaction::Event)
    }

    pub(super) fn active(&self, connection: &Connection, class: Class) -> bool {
        let in_class = match connection.when {
            When::Read => class != Class::Write,
            When::Write => class != Class::Read,
            _ => true,
        };
        self.calls(connection) && in_class
    }

    /// The pools of a caller in a class, each as its active members with the class they are called in.
    /// A message needs the readers and the writers of a pool apart where they differ.
    pub(super) fn pools(&self, site: Site, class: Class, consumers: bool) -> Vec<Pool<'_>> {
        let caller = site.component;
        let mut numbers: Vec<usize> =
            self.connections.iter().filter(|c| c.from == caller).map(|connection| connection.pool).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut pools = Vec::new();
        for number in numbers {
            let members: Vec<&Connection> = self
                .connections
                .iter()
                .filter(|c| c.from == caller && c.pool == number && self.active(c, class))
                .filter(|c| self.consumer(c) == consumers)
                .collect();
            let members = self.heading(site, class, members);
            let readers: Vec<&Connection> = members.iter().copied().filter(|c| c.when != When::Write).collect();
            let writers: Vec<&Connection> = members.iter().copied().filter(|c| c.when != When::Read).collect();
            let parted =
                readers.len() != writers.len() || readers.iter().zip(&writers).any(|(a, b)| !std::ptr::eq(*a, *b));
            let one_sided = readers.is_empty() || writers.is_empty();
            if class == Class::Message && parted && !one_sided {
                pools.push(readers.iter().map(|c| (*c, self.callee_class(c, class, Some(Class::Read)))).collect());
                pools.push(writers.iter().map(|c| (*c, self.callee_class(c, class, Some(Class::Write)))).collect());
            } else if !members.is_empty() {
                pools.push(members.iter().map(|c| (*c, self.callee_class(c, class, None))).collect());
            }
        }
        pools
    }

    pub(super) fn needs(&self, pool: &[(&Connection, Class)]) -> usize {
        let (first, _) = pool[0];
        let mates = self.connections.iter().filter(|c| self.calls(c) && c.from == first.from && c.pool == first.pool);
        mates.map(|connection| connection.pool_needs).max().unwrap_or(1)
    }

    /// Consumers of a queue, and soft events: no answer depends on them.
    fn consumer(&self, connection: &Connection) -> bool {
        let given_out = self.components[connection.from].kind.holds_messages();
        connection.interaction == Interaction::Event && (given_out || !connection.hard)
    }

    fn callee_class(&self, connection: &Connection, class: Class, part: Option<Class>) -> Class {
        let asked = match connection.asks {
            Asks::Read => Class::Read,
            Asks::Write => Class::Write,
            Asks::Same if connection.interaction == Interaction::Event => Class::Message,
            Asks::Same => class,
        };
        if asked != Class::Message || self.components[connection.to].kind != Kind::Store {
            return asked;
        }
        match (part, connection.when) {
            (Some(part), _) => part,
            (None, When::Read) => Class::Read,
            (None, _) => Class::Write,
        }
    }
}
