//! Duties: what each component does in each class, and what it needs to do it.

use linchpin_catalog::{Dependency, Failover};
use linchpin_document::SortedMap;
use std::ops::Range;

use super::classes::{Class, Demand, Half, callee_class, demand, half};
use super::components::Component;
use super::connections::{Connection, Usage};
use super::endpoints::Hops;
use super::pools::Pool;
use super::{Model, Purpose, standbys};
use crate::graph::Graph;
use crate::groups::Grouped;

/// What a component does in a class.
#[derive(Debug, Clone)]
pub(crate) struct Duty {
    pub(crate) component: usize,
    pub(crate) class: Class,
    /// Whether its requests are on their way to the handlers of an endpoint: the ways it passes them on
    /// are all needed.
    pub(crate) headed: bool,
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
    /// By component and class, of requests that head nowhere in particular.
    numbers: Vec<[u32; Class::COUNT]>,
    /// Those that head for handlers, by component.
    headed: Grouped,
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
        let everywhere = self.numbers[component].iter().filter(|number| **number != NONE);
        everywhere.map(|number| *number as usize).chain(self.headed.get(component).iter().copied())
    }

    /// Which duty leads to which, takeovers included.
    pub(crate) fn graph(&self) -> Graph {
        Graph::of(self.len(), &|duty, next| {
            self.add_called(duty, next);
            next.extend(self.takeovers(duty));
        })
    }

    /// Which duty calls which, where that differs from [`Duties::graph`].
    pub(crate) fn call_graph(&self) -> Option<Graph> {
        (!self.takeovers.is_empty()).then(|| Graph::of(self.len(), &|duty, next| self.add_called(duty, next)))
    }

    fn add_called(&self, duty: usize, called: &mut Vec<usize>) {
        for need in self.needs(duty) {
            called.extend(self.members(need).iter().map(|member| member.duty));
        }
    }

    /// Whether work is handed over anywhere.
    pub(crate) fn any_handed_over(&self) -> bool {
        self.needs.iter().any(|need| need.handed_over)
    }
}

/// A member of a pool on the way to an endpoint that does not lead there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stray {
    pub(crate) connection: usize,
    pub(crate) endpoint: usize,
}

/// A pool whose caller does something in a class.
#[derive(Debug, Clone, Copy)]
struct Asking {
    pool: usize,
    class: Class,
    headed: bool,
    /// How near the nearest pool of the caller is to the handlers.
    nearest: Option<u32>,
}

/// What part of what pool is asked in what class.
#[derive(Debug, Clone, Copy)]
struct Asked {
    pool: usize,
    class: Class,
    headed: bool,
    handed_over: bool,
    part: Half,
}

/// Finds the duties that follow from what enters.
pub(crate) struct Finder<'a, 'b> {
    components: &'b [Component<'a>],
    connections: &'b [Connection<'a>],
    pools: &'b [Pool<'a>],
    pools_of: Grouped,
    standbys_of: Grouped,
    purpose: Purpose,
    duties: Duties,
    /// How many of them are filled.
    filled: usize,
    heading: Option<Heading>,
    /// By connection, the first endpoint it does not lead to.
    strays: SortedMap<usize, usize>,
}

/// Where requests go: an endpoint's handlers.
struct Heading {
    hops: Hops,
    endpoint: usize,
    /// By component and class, of requests that go there.
    numbers: SortedMap<usize, usize>,
}

impl Heading {
    fn key(component: usize, class: Class) -> usize {
        component * Class::COUNT + class as usize
    }
}

impl<'a, 'b> Finder<'a, 'b> {
    /// Nothing has entered yet.
    pub(crate) fn new(
        components: &'b [Component<'a>],
        connections: &'b [Connection<'a>],
        pools: &'b [Pool<'a>],
        purpose: Purpose,
    ) -> Self {
        let caller = |index: usize| connections[pools[index].members[0]].from;
        Self {
            components,
            connections,
            pools,
            pools_of: Grouped::of(components.len(), pools.len(), &|index| Some((caller(index), index))),
            standbys_of: standbys(components, connections),
            purpose,
            duties: Duties { numbers: vec![[NONE; Class::COUNT]; components.len()], ..Duties::default() },
            filled: 0,
            heading: None,
            strays: SortedMap::new(),
        }
    }

    /// What enters from now on goes to the handlers of this endpoint.
    pub(crate) fn head_for(&mut self, hops: &Hops, endpoint: usize) {
        self.heading = Some(Heading { hops: hops.clone(), endpoint, numbers: SortedMap::new() });
    }

    /// What enters from now on goes everywhere.
    pub(crate) fn head_nowhere(&mut self) {
        self.heading = None;
    }

    /// What an entry does for requests of a class.
    pub(crate) fn enter(&mut self, entry: usize, class: Class) -> usize {
        self.number(entry, class, true)
    }

    /// Follows everything that has entered. Must be done before what enters heads elsewhere.
    pub(crate) fn settle(&mut self) {
        while self.filled < self.duties.len() {
            self.fill(self.filled);
            self.filled += 1;
        }
    }

    /// Of each component, whether anything is asked of it.
    pub(crate) fn asked(&self) -> Vec<bool> {
        let mut asked = vec![false; self.components.len()];
        self.duties.iter().for_each(|duty| asked[duty.component] = true);
        asked
    }

    /// All that was found.
    pub(crate) fn finish(mut self) -> (Duties, Vec<Stray>) {
        let list = &self.duties.list;
        self.duties.headed = Grouped::of(self.components.len(), list.len(), &|number| {
            list[number].headed.then_some((list[number].component, number))
        });
        let stray = |(connection, endpoint)| Stray { connection, endpoint };
        (self.duties, self.strays.into_iter().map(stray).collect())
    }

    /// The number of what a component does in a class. Requests head for handlers up to the first
    /// component that is no forwarder, or that handles them.
    fn number(&mut self, component: usize, class: Class, passing: bool) -> usize {
        let passes_on = passing && self.components[component].traits.forwarder;
        let headed = self.heading.as_mut().filter(|heading| passes_on && heading.hops.from(component) != Some(0));
        let next = self.duties.list.len();
        let number = match &headed {
            Some(heading) => heading.numbers.get(&Heading::key(component, class)).copied(),
            None => Some(self.duties.numbers[component][class as usize] as usize).filter(|at| *at != NONE as usize),
        };
        if let Some(number) = number {
            return number;
        }
        let is_headed = headed.is_some();
        match headed {
            Some(heading) => drop(heading.numbers.insert(Heading::key(component, class), next)),
            None => self.duties.numbers[component][class as usize] = next as u32,
        }
        self.duties.list.push(Duty { component, class, headed: is_headed, needs: 0..0, takeovers: 0..0 });
        next
    }

    fn fill(&mut self, duty: usize) {
        let Duty { component, class, headed, .. } = self.duties.list[duty];
        let nearest = if headed { self.nearest(component, class) } else { None };
        if let Some(nearest) = nearest {
            self.note_strays(component, class, nearest);
        }
        let start = self.duties.needs.len();
        for at in 0..self.pools_of.get(component).len() {
            let pool = self.pools_of.get(component)[at];
            self.add_needs(Asking { pool, class, headed, nearest });
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
                let takeover = self.number(self.standbys_of.get(component)[at], class, headed);
                self.duties.takeovers.push(takeover);
            }
        }
        self.duties.list[duty].takeovers = start..self.duties.takeovers.len();
    }

    /// A pool is one need, or several: what is called and what is only handed work are looked at apart,
    /// a message needs the readers and the writers of a pool where those differ, and a store's copies
    /// are no alternatives for writing.
    fn add_needs(&mut self, asking: Asking) {
        let Asking { pool, class, headed, .. } = asking;
        if let [only] = self.pools[pool].members[..] {
            let connection = &self.connections[only];
            if let Some(demand) = demand(connection, class).filter(|_| self.leads_there(only, &asking)) {
                let handed_over = self.is_handed_over(connection);
                self.add_need(Asked { pool, class, headed, handed_over, part: Half::Both }, &[(only, demand)]);
            }
            return;
        }
        for handed_over in [false, true] {
            let active: Vec<(usize, Demand)> = self.pools[pool]
                .members
                .iter()
                .filter(|member| self.is_handed_over(&self.connections[**member]) == handed_over)
                .filter_map(|member| Some((*member, demand(&self.connections[*member], class)?)))
                .filter(|(member, _)| self.leads_there(*member, &asking))
                .collect();
            let of = |part| Asked { pool, class, headed, handed_over, part };
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

    /// From a forwarder, how near the nearest of its pools is to the handlers.
    fn nearest(&self, component: usize, class: Class) -> Option<u32> {
        let hops = &self.heading.as_ref()?.hops;
        self.pools_of.get(component).iter().filter_map(|pool| self.hops_of(*pool, class, hops)).min()
    }

    /// Whether requests on their way to handlers are passed on here: of a pool nearest to them, to the
    /// members that lead there.
    fn leads_there(&self, member: usize, asking: &Asking) -> bool {
        let connection = &self.connections[member];
        match self.heading.as_ref().filter(|_| asking.headed && self.is_routed(connection)) {
            None => true,
            Some(heading) => {
                let is_nearest = asking.nearest.is_some()
                    && asking.nearest == self.hops_of(asking.pool, asking.class, &heading.hops);
                is_nearest && heading.hops.from(connection.to).is_some()
            }
        }
    }

    /// From a pool, how far the nearest of the members that requests of a class are routed to is from
    /// the handlers.
    fn hops_of(&self, pool: usize, class: Class, hops: &Hops) -> Option<u32> {
        let connections = self.pools[pool].members.iter().map(|member| &self.connections[*member]);
        let active = connections.filter(|connection| self.is_routed(connection) && demand(connection, class).is_some());
        active.filter_map(|connection| hops.from(connection.to)).min()
    }

    /// Of the pools requests are passed on to, notes the members that lead to no handler.
    fn note_strays(&mut self, component: usize, class: Class, nearest: u32) {
        let Some(Heading { hops, endpoint, .. }) = &self.heading else { return };
        let is_used = |pool: &&usize| self.hops_of(**pool, class, hops) == Some(nearest);
        let in_use = self.pools_of.get(component).iter().filter(is_used);
        let members = in_use.flat_map(|pool| &self.pools[*pool].members);
        let is_astray = |member: &&usize| {
            let connection = &self.connections[**member];
            let routed = self.is_routed(connection) && demand(connection, class).is_some();
            routed && hops.from(connection.to).is_none()
        };
        let strays: Vec<(usize, usize)> = members.filter(is_astray).map(|member| (*member, *endpoint)).collect();
        for (connection, endpoint) in strays {
            self.strays.get_or_insert_with(connection, || endpoint);
        }
    }

    /// Events that queues and streams give out, and soft events of others: whether they are worked on
    /// makes no difference to the answer.
    fn is_handed_over(&self, connection: &Connection) -> bool {
        let given_out = self.components[connection.from].holds_messages();
        connection.is_event() && (given_out || connection.dependency.value == Dependency::Soft)
    }

    fn add_need(&mut self, asked: Asked, active: &[(usize, Demand)]) {
        let Asked { pool, class, headed, handed_over, part } = asked;
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
            let duty = self.number(connection.to, callee_class, headed);
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
