//! The definitions of the structure function, followed to the letter and slowly: one event state at a
//! time, every value recomputed until nothing changes. It shares no code with the analysis and reads
//! its own description of a system, in which nothing is left to guess.

use linchpin_analysis::Outcome;

/// What a component is, as far as the definitions care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Client,
    Balancer,
    Gateway,
    Dns,
    Cdn,
    Service,
    Store,
    Cache,
    Queue,
    Stream,
}

impl Kind {
    pub fn id(self) -> &'static str {
        match self {
            Kind::Client => "web-client",
            Kind::Balancer => "load-balancer",
            Kind::Gateway => "api-gateway",
            Kind::Dns => "dns",
            Kind::Cdn => "cdn",
            Kind::Service => "service",
            Kind::Store => "relational-database",
            Kind::Cache => "cache",
            Kind::Queue => "message-queue",
            Kind::Stream => "event-stream",
        }
    }

    fn forwards(self) -> bool {
        matches!(self, Kind::Client | Kind::Balancer | Kind::Gateway | Kind::Dns | Kind::Cdn)
    }

    fn keeps_copies(self) -> bool {
        matches!(self, Kind::Cdn | Kind::Cache)
    }

    /// Whether a component of this kind says how a standby takes over.
    pub fn has_failover(self) -> bool {
        matches!(self, Kind::Store | Kind::Balancer | Kind::Gateway | Kind::Dns | Kind::Cdn)
    }

    fn holds_messages(self) -> bool {
        matches!(self, Kind::Queue | Kind::Stream)
    }
}

#[derive(Debug, Clone)]
pub struct Component {
    pub kind: Kind,
    pub instances: usize,
    pub needed: usize,
    pub managed: bool,
    pub automatic_failover: bool,
    /// Of a cache or CDN: whether it ever has an answer of its own.
    pub hits: bool,
    pub place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Nowhere,
    /// A zone; all of them are drawn in the one region.
    Zone(usize),
    /// The region itself: instances are dealt out over its zones.
    Region,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interaction {
    Request,
    Event,
    Replication,
    Standby,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Always,
    Route,
    Read,
    Write,
    Miss,
    Share,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    Same,
    Read,
    Write,
}

#[derive(Debug, Clone)]
pub struct Connection {
    pub from: usize,
    pub to: usize,
    pub interaction: Interaction,
    pub hard: bool,
    pub when: When,
    pub asks: Asks,
    /// Connections of one caller with the same number are a pool.
    pub pool: usize,
    pub pool_needs: usize,
}

/// A system with one client, which is component 0.
#[derive(Debug, Clone)]
pub struct System {
    pub components: Vec<Component>,
    pub connections: Vec<Connection>,
    pub zones: usize,
    pub read_share: f64,
    /// What owns the endpoint the client asks for; without any its requests go everywhere.
    pub handlers: Vec<usize>,
}

/// A component, and whether requests there are still on their way to the handlers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Site {
    component: usize,
    headed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Read,
    Write,
    Message,
}
const CLASSES: [Class; 3] = [Class::Read, Class::Write, Class::Message];

/// One thing that can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    Instance(usize, usize),
    Provider(usize),
    Zone(usize),
    Region,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Some,
    All,
    Full,
}

type Values = Vec<[bool; 3]>;

impl System {
    /// Every basic event.
    pub fn events(&self) -> Vec<Event> {
        let mut events: Vec<Event> = (0..self.zones).map(Event::Zone).chain([Event::Region]).collect();
        for (index, component) in self.components.iter().enumerate().skip(1) {
            if component.managed {
                events.push(Event::Provider(index));
            } else {
                events.extend((0..component.instances).map(|instance| Event::Instance(index, instance)));
            }
        }
        events
    }

    /// The classes of the client's traffic.
    pub fn classes(&self) -> Vec<Class> {
        let present = [(Class::Read, self.read_share > 0.0), (Class::Write, self.read_share < 1.0)];
        present.into_iter().filter(|(_, present)| *present).map(|(class, _)| class).collect()
    }

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

    /// Whether the client's requests arrive at a handler at all.
    pub fn is_reached(&self) -> bool {
        self.hops(0).is_some()
    }

    fn start(&self) -> Site {
        Site { component: 0, headed: !self.handlers.is_empty() }
    }

    /// Where in the lists of values a site is.
    fn place(&self, site: Site) -> usize {
        site.component + if site.headed { self.components.len() } else { 0 }
    }

    /// Where a request goes from a site: it heads for the handlers up to the first component that is no
    /// forwarder, or that handles it.
    fn next(&self, site: Site, to: usize) -> Site {
        Site { component: to, headed: site.headed && self.components[to].kind.forwards() && self.hops(to) != Some(0) }
    }

    /// How many calls lead from a component to the nearest handler or pool mate of one.
    fn hops(&self, component: usize) -> Option<usize> {
        let mut level: Vec<usize> = vec![component];
        for hops in 0..=self.components.len() {
            if level.iter().any(|at| self.handles(*at)) {
                return Some(hops);
            }
            let calls = self.connections.iter().filter(|c| self.calls(c) && level.contains(&c.from));
            level = calls.map(|call| call.to).collect();
        }
        None
    }

    fn handles(&self, component: usize) -> bool {
        let pooled = |handler: usize| {
            let to = |target: usize| self.connections.iter().filter(move |c| self.calls(c) && c.to == target);
            to(handler).any(|a| to(component).any(|b| (a.from, a.pool) == (b.from, b.pool)))
        };
        self.handlers.iter().any(|handler| *handler == component || pooled(*handler))
    }

    /// Whether requests are passed on here to where they are to go.
    fn way(&self, caller: usize, connection: &Connection) -> bool {
        // What a CDN does not have, it passes on.
        connection.when == When::Route || self.components[caller].kind == Kind::Cdn && connection.when == When::Miss
    }

    /// Of the members of a pool in a class, those on the way to the handlers.
    fn heading<'a>(&self, site: Site, class: Class, members: Vec<&'a Connection>) -> Vec<&'a Connection> {
        if !site.headed {
            return members;
        }
        let ways = self.connections.iter().filter(|c| c.from == site.component && self.active(c, class));
        let ways: Vec<&Connection> = ways.filter(|c| self.way(site.component, c)).collect();
        let of = |pool: Option<usize>| {
            let in_pool = ways.iter().filter(|c| pool.is_none_or(|pool| c.pool == pool));
            in_pool.filter_map(|c| self.hops(c.to)).min()
        };
        let leads = |c: &&Connection| {
            let nearest = of(None).is_some() && of(Some(c.pool)) == of(None);
            !self.way(site.component, c) || nearest && self.hops(c.to).is_some()
        };
        members.into_iter().filter(leads).collect()
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

    fn alive(&self, index: usize, class: Class, failed: &[Event]) -> bool {
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

    fn calls(&self, connection: &Connection) -> bool {
        matches!(connection.interaction, Interaction::Request | Interaction::Event)
    }

    fn active(&self, connection: &Connection, class: Class) -> bool {
        let in_class = match connection.when {
            When::Read => class != Class::Write,
            When::Write => class != Class::Read,
            _ => true,
        };
        self.calls(connection) && in_class
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

    /// The pools of a caller in a class, each as its active members with the class they are called in.
    /// A message needs the readers and the writers of a pool apart where they differ.
    fn pools(&self, site: Site, class: Class, consumers: bool) -> Vec<Vec<(&Connection, Class)>> {
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

    fn needs(&self, pool: &[(&Connection, Class)]) -> usize {
        let (first, _) = pool[0];
        let mates = self.connections.iter().filter(|c| self.calls(c) && c.from == first.from && c.pool == first.pool);
        mates.map(|connection| connection.pool_needs).max().unwrap_or(1)
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
