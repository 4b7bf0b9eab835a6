//! Duties: what each component does in each class, and what it needs to do it.

use linchpin_catalog::{Dependency, Failover};
use std::ops::Range;

use super::classes::{Class, Demand, Half, callee_class, demand, half};
use super::components::Component;
use super::connections::{Connection, Usage};
use super::pools::Pool;
use super::{Model, Purpose};
use crate::graph::{Graph, Grouped};

/// What a component does in a class.
#[derive(Debug, Clone)]
pub(crate) struct Duty {
    pub(crate) component: usize,
    pub(crate) class: Class,
    needs: Range<usize>,
    takeovers: Range<usize>,
}

/// A pool in a class: its active members.
#[derive(Debug, Clone)]
pub(crate) struct Need {
    /// How many members must serve.
    pub(crate) at_least: u32,
    /// Whether there is no answer without it.
    pub(crate) hard: bool,
    /// Whether work is handed over and the answer does not depend on it being done.
    pub(crate) handed_over: bool,
    /// Whether a request is passed on here or to another such pool, not to all of them.
    pub(crate) routed: bool,
    members: Range<usize>,
}

/// A connection used by a duty.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) connection: usize,
    /// What the callee does for it.
    pub(crate) duty: usize,
    pub(crate) demand: Demand,
}

/// Every duty that traffic can ever ask for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Duties {
    list: Vec<Duty>,
    needs: Vec<Need>,
    members: Vec<Member>,
    /// The duties that take over for one.
    takeovers: Vec<usize>,
    /// By component and class.
    numbers: Vec<[u32; Class::COUNT]>,
}

/// Stands for a duty nothing asks for.
const NONE: u32 = u32::MAX;

impl Duties {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Every duty in turn.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Duty> {
        self.list.iter()
    }

    /// A duty.
    pub(crate) fn get(&self, duty: usize) -> &Duty {
        &self.list[duty]
    }

    /// What a duty needs.
    pub(crate) fn needs(&self, duty: usize) -> &[Need] {
        &self.needs[self.list[duty].needs.clone()]
    }

    /// The members of a need.
    pub(crate) fn members(&self, need: &Need) -> &[Member] {
        &self.members[need.members.clone()]
    }

    /// The duties that take over when this one cannot be done.
    pub(crate) fn takeovers(&self, duty: usize) -> &[usize] {
        &self.takeovers[self.list[duty].takeovers.clone()]
    }

    /// The duties of a component.
    pub(crate) fn of_component(&self, component: usize) -> impl Iterator<Item = usize> {
        self.numbers[component].iter().filter(|number| **number != NONE).map(|number| *number as usize)
    }

    /// What a component does in a class, if traffic can ask for it.
    pub(crate) fn find(&self, component: usize, class: Class) -> Option<usize> {
        Some(self.numbers[component][class as usize]).filter(|number| *number != NONE).map(|number| number as usize)
    }

    /// Which duty leads to which, takeovers included.
    pub(crate) fn graph(&self) -> Graph {
        Graph::of((0..self.len()).map(|duty| self.called(duty).chain(self.takeovers(duty).iter().copied())))
    }

    /// Which duty calls which, where that differs from [`Duties::graph`].
    pub(crate) fn call_graph(&self) -> Option<Graph> {
        (!self.takeovers.is_empty()).then(|| Graph::of((0..self.len()).map(|duty| self.called(duty))))
    }

    fn called(&self, duty: usize) -> impl Iterator<Item = usize> {
        self.needs(duty).iter().flat_map(|need| self.members(need)).map(|member| member.duty)
    }

    /// Whether work is handed over anywhere.
    pub(crate) fn any_handed_over(&self) -> bool {
        self.needs.iter().any(|need| need.handed_over)
    }
}

/// Finds every duty that follows from these first ones.
pub(crate) fn find(
    components: &[Component],
    connections: &[Connection],
    pools: &[Pool],
    first: impl Iterator<Item = (usize, Class)>,
    purpose: Purpose,
) -> Duties {
    let callers = pools.iter().enumerate().map(|(index, pool)| (connections[pool.members[0]].from, index));
    let standbys = connections.iter().filter(|connection| connection.takes_over());
    let mut finder = Finder {
        components,
        connections,
        pools,
        pools_of: Grouped::of(components.len(), callers),
        standbys_of: Grouped::of(components.len(), standbys.map(|connection| (connection.from, connection.to))),
        purpose,
        duties: Duties { numbers: vec![[NONE; Class::COUNT]; components.len()], ..Duties::default() },
    };
    for (component, class) in first {
        finder.number(component, class);
    }
    let mut next = 0;
    while next < finder.duties.len() {
        finder.fill(next);
        next += 1;
    }
    finder.duties
}

/// What part of what pool is asked in what class.
#[derive(Debug, Clone, Copy)]
struct Asked {
    pool: usize,
    class: Class,
    handed_over: bool,
    part: Half,
}

struct Finder<'a, 'b> {
    components: &'b [Component<'a>],
    connections: &'b [Connection<'a>],
    pools: &'b [Pool<'a>],
    pools_of: Grouped,
    standbys_of: Grouped,
    purpose: Purpose,
    duties: Duties,
}

impl Finder<'_, '_> {
    fn number(&mut self, component: usize, class: Class) -> usize {
        let duties = &mut self.duties;
        let slot = &mut duties.numbers[component][class as usize];
        if *slot == NONE {
            *slot = duties.list.len() as u32;
            duties.list.push(Duty { component, class, needs: 0..0, takeovers: 0..0 });
        }
        *slot as usize
    }

    fn fill(&mut self, duty: usize) {
        let Duty { component, class, .. } = self.duties.list[duty];
        let start = self.duties.needs.len();
        for at in 0..self.pools_of.get(component).len() {
            self.add_needs(self.pools_of.get(component)[at], class);
        }
        self.duties.list[duty].needs = start..self.duties.needs.len();
        let start = self.duties.takeovers.len();
        let takes_over = match self.components[component].failover.value {
            Failover::Automatic => true,
            Failover::Manual => self.purpose == Purpose::Availability,
            Failover::None => false,
        };
        if takes_over {
            for at in 0..self.standbys_of.get(component).len() {
                let takeover = self.number(self.standbys_of.get(component)[at], class);
                self.duties.takeovers.push(takeover);
            }
        }
        self.duties.list[duty].takeovers = start..self.duties.takeovers.len();
    }

    /// A pool is one need, or several: what is called and what is only handed work are looked at apart,
    /// a message needs the readers and the writers of a pool where those differ, and a store's copies
    /// are no alternatives for writing.
    fn add_needs(&mut self, pool: usize, class: Class) {
        if let [only] = self.pools[pool].members[..] {
            let connection = &self.connections[only];
            if let Some(demand) = demand(connection, class) {
                let handed_over = self.is_handed_over(connection);
                self.add_need(Asked { pool, class, handed_over, part: Half::Both }, &[(only, demand)]);
            }
            return;
        }
        for handed_over in [false, true] {
            let active: Vec<(usize, Demand)> = self.pools[pool]
                .members
                .iter()
                .filter(|member| self.is_handed_over(&self.connections[**member]) == handed_over)
                .filter_map(|member| Some((*member, demand(&self.connections[*member], class)?)))
                .collect();
            let of = |part| Asked { pool, class, handed_over, part };
            let halves = || active.iter().map(|(member, _)| half(&self.connections[*member]));
            let copies = self.pools[pool].for_reads && active.len() > 1 && !class.reads();
            let mixed = class == Class::Message && halves().any(|half| Some(half) != halves().next());
            if !copies && !mixed {
                self.add_need(of(Half::Both), &active);
                continue;
            }
            if class == Class::Message {
                self.add_need(of(Half::Reading), &active);
            }
            if copies {
                active.iter().for_each(|member| self.add_need(of(Half::Writing), std::slice::from_ref(member)));
            } else {
                self.add_need(of(Half::Writing), &active);
            }
        }
    }

    /// Events that queues and streams give out, and soft events of others: whether they are worked on
    /// makes no difference to the answer.
    fn is_handed_over(&self, connection: &Connection) -> bool {
        let given_out = self.components[connection.from].holds_messages();
        connection.is_event() && (given_out || connection.dependency.value == Dependency::Soft)
    }

    fn add_need(&mut self, asked: Asked, active: &[(usize, Demand)]) {
        let Asked { pool, class, handed_over, part } = asked;
        let start = self.duties.members.len();
        let (mut hard, mut routed) = (false, false);
        for (member, demand) in active {
            let connection = &self.connections[*member];
            let own = half(connection);
            if part != Half::Both && own != Half::Both && own != part {
                continue;
            }
            let half = if part == Half::Both { own } else { part };
            let callee_class = callee_class(connection, &self.components[connection.to], class, half);
            hard |= connection.dependency.value == Dependency::Hard;
            routed |= self.is_routed(connection);
            let duty = self.number(connection.to, callee_class);
            self.duties.members.push(Member { connection: *member, duty, demand: *demand });
        }
        let members = start..self.duties.members.len();
        if !members.is_empty() {
            let at_least = self.pools[pool].needs.value;
            self.duties.needs.push(Need { at_least, hard, handed_over, routed, members });
        }
    }

    fn is_routed(&self, connection: &Connection) -> bool {
        let from = &self.components[connection.from];
        let past_the_copy = from.traits.forwarder && from.traits.caching && connection.usage.value == Usage::Miss;
        connection.usage.value == Usage::Route || past_the_copy
    }
}

impl Model<'_> {
    /// The share of reads a component's cache answers when all of it works: its own, or that of the
    /// caches it asks. 0 in other classes.
    pub(crate) fn has_hits(&self, duty: usize) -> bool {
        let Duty { component, class, .. } = *self.duties.get(duty);
        let own = &self.components[component];
        class.reads() && (own.traits.caching && own.hit_ratio > 0.0 || self.cache_needs(duty).next().is_some())
    }

    /// The pools of look-aside caches a duty asks, those that never hit left out.
    pub(crate) fn cache_needs(&self, duty: usize) -> impl Iterator<Item = &Need> {
        let is_cache = |member: &Member| {
            let connection = &self.connections[member.connection];
            let cache = &self.components[connection.to];
            connection.is_request() && self.look_aside[connection.to] && cache.hit_ratio > 0.0
        };
        self.duties.needs(duty).iter().filter(move |need| self.duties.members(need).iter().any(is_cache))
    }
}
