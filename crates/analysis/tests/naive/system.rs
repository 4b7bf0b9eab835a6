//! A system as the definitions see it: nothing is left to guess.

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

    pub(super) fn forwards(self) -> bool {
        matches!(self, Kind::Client | Kind::Balancer | Kind::Gateway | Kind::Dns | Kind::Cdn)
    }

    pub(super) fn keeps_copies(self) -> bool {
        matches!(self, Kind::Cdn | Kind::Cache)
    }

    /// Whether a component of this kind says how a standby takes over.
    pub fn has_failover(self) -> bool {
        matches!(self, Kind::Store | Kind::Balancer | Kind::Gateway | Kind::Dns | Kind::Cdn)
    }

    pub(super) fn holds_messages(self) -> bool {
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Read,
    Write,
    Message,
}
pub(super) const CLASSES: [Class; 3] = [Class::Read, Class::Write, Class::Message];

/// One thing that can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    Instance(usize, usize),
    Provider(usize),
    Zone(usize),
    Region,
}

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
}
