//! What of a component is left when things have failed.

use super::system::{Class, Connection, Event, Kind, Place, System};

impl System {
    pub(super) fn alive(&self, index: usize, class: Class, failed: &[Event]) -> bool {
        let component = &self.components[index];
        if component.kind == Kind::Client {
            return true;
        }
        if component.managed {
            let place_up = match component.place {
                Place::Nowhere => true,
                Place::Zone(zone) => self.zone_up(zone, failed),
                Place::Region => !failed.contains(&Event::Region),
            };
            return !failed.contains(&Event::Provider(index)) && place_up;
        }
        let up = (0..component.instances).filter(|instance| self.instance_up(index, *instance, failed)).count();
        let leads = component.kind != Kind::Store
            || component.instances == 1
            || component.automatic_failover
            || class == Class::Read
            || self.instance_up(index, 0, failed);
        up >= component.needed && leads
    }

    fn instance_up(&self, component: usize, instance: usize, failed: &[Event]) -> bool {
        !failed.contains(&Event::Instance(component, instance))
            && match self.components[component].place {
                Place::Nowhere => true,
                Place::Zone(zone) => self.zone_up(zone, failed),
                Place::Region => self.zone_up((instance + self.turn(component)) % self.zones, failed),
            }
    }

    fn zone_up(&self, zone: usize, failed: &[Event]) -> bool {
        !failed.contains(&Event::Zone(zone)) && !failed.contains(&Event::Region)
    }

    /// Which of its mates in the region a component is: of what may stand in for it, however far around.
    fn turn(&self, component: usize) -> usize {
        let mut mates = vec![component];
        let mut next = 0;
        while let Some(mate) = mates.get(next).copied() {
            next += 1;
            let found: Vec<usize> = (0..self.components.len()).filter(|other| self.are_mates(mate, *other)).collect();
            mates.extend(found.into_iter().filter(|other| !mates.contains(other)).collect::<Vec<_>>());
        }
        // Those put into one of its zones by hand count too.
        let before = |mate: &&usize| **mate < component && self.components[**mate].place != Place::Nowhere;
        mates.iter().filter(before).count()
    }

    /// Whether two components are called in one pool, or one stands in for the other.
    fn are_mates(&self, a: usize, b: usize) -> bool {
        let takes_over = |c: &Connection| !self.calls(c) && ((c.from, c.to) == (a, b) || (c.from, c.to) == (b, a));
        let called = |x: &Connection, y: &Connection| {
            self.calls(x) && self.calls(y) && (x.from, x.pool) == (y.from, y.pool) && (x.to, y.to) == (a, b)
        };
        let pooled = |x: &Connection| self.connections.iter().any(|y| called(x, y));
        self.connections.iter().any(|connection| takes_over(connection) || pooled(connection))
    }
}
