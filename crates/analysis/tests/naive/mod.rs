//! The definitions of the structure function, followed to the letter and slowly: one event state at a
//! time, every value recomputed until nothing changes. It shares no code with the analysis and reads
//! its own description of a system, in which nothing is left to guess.

mod journeys;
mod placement;
mod pools;
mod system;

use linchpin_analysis::Outcome;

use journeys::Site;
use system::CLASSES;
pub use system::{Asks, Class, Component, Connection, Event, Interaction, Kind, Place, System, When};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Some,
    All,
    Full,
}

type Values = Vec<[bool; 3]>;

impl System {
    /// What becomes of a class of the client's traffic when these things have failed.
    pub fn outcome(&self, class: Class, failed: &[Event]) -> Outcome {
        let serves = |reading| self.solve(reading, failed)[self.place(self.start())][class as usize];
        if !serves(Reading::Some) {
            Outcome::Down
        } else if !serves(Reading::All) {
            Outcome::PartlyDown
        } else if !self.all_handed_over(class, failed) {
            Outcome::Incomplete
        } else if !serves(Reading::Full) {
            Outcome::Degraded
        } else {
            Outcome::Up
        }
    }

    /// Greatest fixed point (X) around a least one (Y): forwarders read Y, all others X.
    fn solve(&self, reading: Reading, failed: &[Event]) -> Values {
        let count = self.components.len() * 2;
        // Serves, then works, of every site.
        let mut greatest = vec![[true; 3]; count * 2];
        loop {
            let mut least = vec![[false; 3]; count * 2];
            loop {
                let next = self.step(reading, failed, &greatest, &least);
                if next == least {
                    break;
                }
                least = next;
            }
            if least == greatest {
                return greatest;
            }
            greatest = least;
        }
    }

    fn step(&self, reading: Reading, failed: &[Event], greatest: &Values, least: &Values) -> Values {
        let count = self.components.len() * 2;
        let mut next = vec![[false; 3]; count * 2];
        let sites = (0..count).map(|at| Site { component: at % (count / 2), headed: at >= count / 2 });
        for site in sites {
            let component = &self.components[site.component];
            let seen = if component.kind.forwards() { least } else { greatest };
            for class in CLASSES {
                let works = self.works(site, class, reading, failed, seen);
                let standbys = self.connections.iter().filter(|c| c.from == site.component && !self.calls(c));
                let place = |standby: &Connection| count + self.place(self.next(site, standby.to));
                let mut taken_over = standbys.map(|standby| seen[place(standby)][class as usize]);
                let automatic = component.automatic_failover;
                next[count + self.place(site)][class as usize] = works;
                next[self.place(site)][class as usize] = works || automatic && taken_over.any(|works| works);
            }
        }
        next
    }

    fn works(&self, site: Site, class: Class, reading: Reading, failed: &[Event], seen: &Values) -> bool {
        let index = site.component;
        let component = &self.components[index];
        let pools = self.pools(site, class, false);
        let passes_on = matches!(component.kind, Kind::Balancer | Kind::Gateway);
        let idle_balancer = passes_on && pools.is_empty() && self.pools(site, class, true).is_empty();
        if !self.alive(index, class, failed) || idle_balancer {
            return false;
        }
        // Requests that are to go somewhere need every way they are passed on.
        let routed = |pool: &[(&Connection, Class)]| {
            component.kind.forwards() && !site.headed && pool.iter().any(|(c, _)| self.way(index, c))
        };
        let hard = |pool: &[(&Connection, Class)]| pool.iter().any(|(c, _)| c.hard);
        let met = |pool: &[(&Connection, Class)]| self.pool_serves(site, class, pool, reading, seen);
        if reading != Reading::Some {
            return pools.iter().all(|pool| !(hard(pool) || reading == Reading::Full) || met(pool));
        }
        let others = pools.iter().filter(|pool| !routed(pool)).all(|pool| !hard(pool) || met(pool));
        let mut ways = pools.iter().filter(|pool| routed(pool));
        let some_way = !ways.clone().any(|pool| hard(pool)) || ways.any(|pool| met(pool));
        others && some_way
    }

    fn pool_serves(
        &self,
        site: Site,
        class: Class,
        pool: &[(&Connection, Class)],
        reading: Reading,
        seen: &Values,
    ) -> bool {
        let serving = |pool: &[(&Connection, Class)]| {
            pool.iter().filter(|(c, class)| seen[self.place(self.next(site, c.to))][*class as usize]).count()
        };
        let needs = self.needs(pool);
        if reading != Reading::Some {
            return serving(pool) >= needs;
        }
        // Shares below 1 are ignored, and with them the places they fill.
        let kept: Vec<(&Connection, Class)> = pool.iter().copied().filter(|(c, _)| c.when != When::Share).collect();
        let wanted = needs.saturating_sub(pool.len() - kept.len());
        let missed = class == Class::Read && kept.iter().any(|(c, _)| c.when == When::Miss);
        serving(&kept) >= wanted || missed && self.answers_hits(site, class, seen)
    }

    /// Whether the calling cache or CDN, or a cache the caller asks, has answers of its own.
    fn answers_hits(&self, site: Site, class: Class, seen: &Values) -> bool {
        let index = site.component;
        if self.components[index].kind.keeps_copies() && self.components[index].hits {
            return true;
        }
        let pools = self.pools(site, class, false);
        let asked: Vec<Vec<(&Connection, Class)>> = pools
            .into_iter()
            .filter(|pool| pool.iter().any(|(c, _)| c.interaction == Interaction::Request && self.looks_aside(c.to)))
            .collect();
        asked.iter().flatten().any(|(c, class)| seen[self.place(self.next(site, c.to))][*class as usize])
    }

    fn looks_aside(&self, index: usize) -> bool {
        let mut outgoing = self.connections.iter().filter(|c| c.from == index && c.interaction == Interaction::Request);
        let cache = &self.components[index];
        cache.kind == Kind::Cache && cache.hits && outgoing.next().is_none()
    }

    /// Every consumer pool anywhere on the way of the class serves.
    fn all_handed_over(&self, class: Class, failed: &[Event]) -> bool {
        let values = self.solve(Reading::All, failed);
        let mut seen: Vec<(usize, usize)> = Vec::new();
        let mut open = vec![(self.start(), class)];
        while let Some((site, class)) = open.pop() {
            if seen.contains(&(self.place(site), class as usize)) {
                continue;
            }
            seen.push((self.place(site), class as usize));
            for consumers in [false, true] {
                for pool in self.pools(site, class, consumers) {
                    let serves =
                        |(c, class): &(&Connection, Class)| values[self.place(self.next(site, c.to))][*class as usize];
                    let serving = pool.iter().filter(|member| serves(member)).count();
                    if consumers && serving < self.needs(&pool) {
                        return false;
                    }
                    open.extend(pool.iter().map(|(c, class)| (self.next(site, c.to), *class)));
                }
            }
        }
        true
    }
}
