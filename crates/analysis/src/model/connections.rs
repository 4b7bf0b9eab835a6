//! Connections with what each means, guessed where the design does not say.

use linchpin_catalog::{Asks, ComponentKind, Dependency, Interaction, Weight, When};
use linchpin_document::{Item, SortedSet};

use super::components::Component;
use super::ids::Ids;
use super::pools::Copies;
use super::stated::StatedConnection;
use crate::groups::Grouped;
use crate::{Resolved, ResolvedChoice};

/// A connection of the design.
#[derive(Debug, Clone)]
pub(crate) struct Connection<'a> {
    pub(crate) item: &'a Item,
    /// Who calls, hands over, copies or is taken over for. Not always where the arrow was drawn from:
    /// one from a worker into its queue means consuming.
    pub(crate) from: usize,
    /// Who is called, given to, copied to or takes over.
    pub(crate) to: usize,
    pub(crate) interaction: ResolvedChoice<Interaction>,
    pub(crate) dependency: ResolvedChoice<Dependency>,
    pub(crate) usage: Resolved<Usage>,
    pub(crate) asks: Asks,
    pub(crate) calls: f64,
    /// Kilobytes one call carries.
    pub(crate) payload: f64,
    /// Attempts made in all when the callee does not serve.
    pub(crate) attempts: f64,
    /// The group of calls it is made at once with.
    pub(crate) group: Option<&'a str>,
    pub(crate) weighted: bool,
    pub(crate) priority: Resolved<u32>,
    /// The alternatives it belongs to; only calls and events do.
    pub(crate) pool: Option<usize>,
}

/// Which requests use a connection: `when`, and two guesses it has no word for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Usage {
    Always,
    Route,
    Read,
    Write,
    Miss,
    Share(f64),
    /// Writes; in journeys without writes, everything. The guess for queues.
    HandOver,
    /// Reads that miss. The guess for read replicas behind a cache.
    ReadMiss,
}

impl Usage {
    /// The value of `when` closest to it.
    pub(crate) fn when(self) -> When {
        match self {
            Self::Always => When::Always,
            Self::Route => When::Route,
            Self::Read | Self::ReadMiss => When::Read,
            Self::Write | Self::HandOver => When::Write,
            Self::Miss => When::Miss,
            Self::Share(_) => When::Share,
        }
    }
}

impl Connection<'_> {
    /// Whether requests or events pass along it.
    pub(crate) fn carries_calls(&self) -> bool {
        matches!(self.interaction.value, Interaction::Request | Interaction::Event)
    }

    /// Whether its target takes over for its source.
    pub(crate) fn takes_over(&self) -> bool {
        matches!(self.interaction.value, Interaction::Replication | Interaction::Standby)
    }

    pub(crate) fn is_request(&self) -> bool {
        self.interaction.value == Interaction::Request
    }

    /// Whether its caller waits at it: for the answer, or until a queue or stream has taken the message.
    pub(crate) fn is_waited_for(&self, components: &[Component]) -> bool {
        let (from, to) = (&components[self.from], &components[self.to]);
        self.is_request() || self.is_event() && to.holds_messages() && !from.holds_messages()
    }

    pub(crate) fn is_event(&self) -> bool {
        self.interaction.value == Interaction::Event
    }
}

/// An arrow as it was drawn.
struct Arrow<'a> {
    item: &'a Item,
    from: usize,
    to: usize,
    stated: StatedConnection<'a>,
}

/// Reads every connection and settles what it means; beside it, what the design says of each.
pub(crate) fn read<'a>(
    items: &[&'a Item],
    components: &[Component<'a>],
    ids: &Ids,
) -> (Vec<Connection<'a>>, Vec<StatedConnection<'a>>) {
    let arrow = |item: &&'a Item| {
        let stated = StatedConnection::of(item);
        Some(Arrow { item, from: ids.find(stated.from?)?, to: ids.find(stated.to?)?, stated })
    };
    let arrows: Vec<Arrow> = items.iter().filter_map(arrow).collect();
    let mut connections = settle_interactions(components, &arrows);
    let stated: Vec<StatedConnection> = arrows.into_iter().map(|arrow| arrow.stated).collect();
    let look_aside = look_aside_caches(components, &connections);
    settle_uses(components, &stated, &look_aside, &mut connections);
    (connections, stated)
}

/// The caches that are asked and answer, with no outgoing requests of their own.
pub(crate) fn look_aside_caches(components: &[Component], connections: &[Connection]) -> Vec<bool> {
    let mut look_aside: Vec<bool> =
        components.iter().map(|component| component.traits.caching && !component.traits.forwarder).collect();
    for connection in connections.iter().filter(|connection| connection.is_request()) {
        look_aside[connection.from] = false;
    }
    look_aside
}

fn settle_interactions<'a>(components: &[Component], arrows: &[Arrow<'a>]) -> Vec<Connection<'a>> {
    let neighbours = Neighbours {
        targets: Grouped::of(components.len(), arrows.len(), &|at| Some((arrows[at].from, arrows[at].to))),
        callers: Grouped::of(components.len(), arrows.len(), &|at| Some((arrows[at].to, arrows[at].from))),
    };
    let settle = |arrow: &Arrow<'a>| {
        let (from, to) = (arrow.from, arrow.to);
        if let Some(stated) = arrow.stated.interaction {
            return bare(arrow, (from, to), ResolvedChoice { value: stated, guessed: false });
        }
        let consumes = components[to].holds_messages()
            && components[from].kind == ComponentKind::Worker
            && neighbours.callers.get(from).is_empty();
        let ends = if consumes { (to, from) } else { (from, to) };
        let value = neighbours.guess_interaction(components, ends.0, ends.1);
        bare(arrow, ends, ResolvedChoice { value, guessed: true })
    };
    arrows.iter().map(settle).collect()
}

/// Who is joined to whom by arrows as drawn.
struct Neighbours {
    targets: Grouped,
    callers: Grouped,
}

impl Neighbours {
    fn guess_interaction(&self, components: &[Component], from: usize, to: usize) -> Interaction {
        let (source, target) = (&components[from], &components[to]);
        let alike = source.kind == target.kind;
        if source.holds_messages() || target.holds_messages() {
            Interaction::Event
        } else if alike && source.traits.store {
            Interaction::Replication
        } else if alike && is_door(source.kind) && self.share_a_neighbour(from, to) {
            Interaction::Standby
        } else {
            Interaction::Request
        }
    }

    fn share_a_neighbour(&self, a: usize, b: usize) -> bool {
        [&self.callers, &self.targets].iter().any(|side| {
            let of_a: SortedSet<usize> = side.get(a).iter().copied().collect();
            side.get(b).iter().any(|other| *other != a && *other != b && of_a.contains(other))
        })
    }
}

/// DNS, balancers and gateways: what a standby arrow can be guessed between.
fn is_door(kind: ComponentKind) -> bool {
    matches!(kind, ComponentKind::Dns | ComponentKind::LoadBalancer | ComponentKind::ApiGateway)
}

/// A connection before anything but its ends and interaction is settled.
fn bare<'a>(arrow: &Arrow<'a>, ends: (usize, usize), interaction: ResolvedChoice<Interaction>) -> Connection<'a> {
    let stated = &arrow.stated;
    let retries = if stated.circuit_breaker { 0.0 } else { stated.retries.unwrap_or(0.0) };
    let priority = stated.priority.map(|priority| priority as u32);
    Connection {
        item: arrow.item,
        from: ends.0,
        to: ends.1,
        interaction,
        dependency: ResolvedChoice { value: Dependency::Hard, guessed: true },
        usage: Resolved { value: Usage::Always, guessed: true },
        asks: stated.asks.unwrap_or(Asks::Same),
        calls: stated.calls.unwrap_or(1.0),
        payload: stated.payload.unwrap_or(1.0),
        attempts: 1.0 + retries,
        group: stated.group,
        weighted: stated.weight == Some(Weight::Weighted),
        priority: Resolved { value: priority.unwrap_or(0), guessed: priority.is_none() },
        pool: None,
    }
}

fn settle_uses(
    components: &[Component],
    stated: &[StatedConnection],
    look_aside: &[bool],
    connections: &mut [Connection],
) {
    let callers = Callers::of(components, look_aside, connections);
    let replicas = read_replicas(components, connections);
    let mut settled = Vec::with_capacity(connections.len());
    for (index, connection) in connections.iter().enumerate() {
        let StatedConnection { dependency, when: usage, share, .. } = stated[index];
        let share = share.unwrap_or(1.0);
        let guessed_usage = || {
            let usage = callers.guess_usage(components, look_aside, connection);
            if !replicas[index] {
                usage
            } else if usage == Usage::Miss {
                Usage::ReadMiss
            } else {
                Usage::Read
            }
        };
        settled.push((
            dependency.unwrap_or_else(|| guess_dependency(components, look_aside, connection)),
            dependency.is_none(),
            usage.map_or_else(guessed_usage, |when| stated_usage(when, share)),
            usage.is_none(),
        ));
    }
    for (connection, (dependency, dependency_guessed, usage, usage_guessed)) in connections.iter_mut().zip(settled) {
        connection.dependency = ResolvedChoice { value: dependency, guessed: dependency_guessed };
        connection.usage = Resolved { value: usage, guessed: usage_guessed };
    }
}

fn stated_usage(when: When, share: f64) -> Usage {
    match when {
        When::Always => Usage::Always,
        When::Route => Usage::Route,
        When::Read => Usage::Read,
        When::Write => Usage::Write,
        When::Miss => Usage::Miss,
        When::Share => Usage::Share(share),
    }
}

fn guess_dependency(components: &[Component], look_aside: &[bool], connection: &Connection) -> Dependency {
    let soft = match connection.interaction.value {
        Interaction::Request => look_aside[connection.to],
        Interaction::Event => !components[connection.to].holds_messages(),
        Interaction::Replication | Interaction::Standby => false,
    };
    if soft { Dependency::Soft } else { Dependency::Hard }
}

/// What guessing a usage needs to know of callers.
struct Callers {
    /// The look-aside caches each component asks.
    caches: Vec<SortedSet<usize>>,
    /// Whether it calls anything, and anything but look-aside caches.
    calls: Vec<bool>,
    calls_on: Vec<bool>,
}

impl Callers {
    fn of(components: &[Component], look_aside: &[bool], connections: &[Connection]) -> Self {
        let count = components.len();
        let mut callers =
            Self { caches: vec![SortedSet::new(); count], calls: vec![false; count], calls_on: vec![false; count] };
        for connection in connections.iter().filter(|connection| connection.carries_calls()) {
            callers.calls[connection.from] = true;
            if connection.is_request() && look_aside[connection.to] {
                callers.caches[connection.from].insert(connection.to);
            } else {
                callers.calls_on[connection.from] = true;
            }
        }
        callers
    }

    fn guess_usage(&self, components: &[Component], look_aside: &[bool], connection: &Connection) -> Usage {
        let (from, to) = (&components[connection.from], &components[connection.to]);
        if from.traits.caching {
            return Usage::Miss;
        }
        if from.traits.forwarder {
            let looked_up = to.kind == ComponentKind::Dns && !self.calls[connection.to];
            // A cache beside other targets is asked on the way; nothing is routed to it.
            let asked_aside = look_aside[connection.to] && self.calls_on[connection.from];
            return if looked_up || asked_aside { Usage::Always } else { Usage::Route };
        }
        if connection.is_request() && to.traits.store && self.caches[connection.from].len() == 1 {
            return Usage::Miss;
        }
        if connection.is_event() && to.holds_messages() && !from.holds_messages() {
            return Usage::HandOver;
        }
        Usage::Always
    }
}

/// The connections that lead to a replica whose primary the same caller calls too.
fn read_replicas(components: &[Component], connections: &[Connection]) -> Vec<bool> {
    let copies = Copies::of(components.len(), connections);
    let mut replica = vec![false; connections.len()];
    if copies.is_empty() {
        return replica;
    }
    let of_caller = Grouped::of(components.len(), connections.len(), &|index| {
        let call = &connections[index];
        (call.is_request() && components[call.to].traits.store).then_some((call.from, index))
    });
    let mut sources: Vec<Vec<usize>> = vec![Vec::new(); components.len()];
    for primary in 0..components.len() {
        for copy in copies.from(primary).iter().filter(|copy| !copies.feeds(**copy, primary)) {
            sources[*copy].push(primary);
        }
    }
    for caller in 0..components.len() {
        let calls = of_caller.get(caller);
        let called: SortedSet<usize> = calls.iter().map(|call| connections[*call].to).collect();
        for call in calls {
            replica[*call] = sources[connections[*call].to].iter().any(|primary| called.contains(primary));
        }
    }
    replica
}
