//! Pools: connections of one caller that are alternatives to each other.

use linchpin_catalog::{ComponentKind as Kind, Interaction};
use linchpin_document::{
    Arrange, {SortedMap, SortedSet},
};

use super::components::Component;
use super::connections::{Connection, Usage};
use super::names::stem;
use super::stated::StatedConnection;
use crate::Resolved;
use crate::groups::{Grouped, sorted_groups};

/// Connections of one caller of which some must serve; one alone is a pool too.
#[derive(Debug, Clone)]
pub(crate) struct Pool<'a> {
    /// The connections, in the order of their ids.
    pub(crate) members: Vec<usize>,
    /// The name the design gives it.
    pub(crate) name: Option<&'a str>,
    /// How many members must serve.
    pub(crate) needs: Resolved<u32>,
    /// Whether its members are alternatives for reads only: a guessed pool of a primary and its replicas.
    pub(crate) for_reads: bool,
}

/// Puts every connection that carries calls into a pool and settles priorities in it.
pub(crate) fn settle<'a>(
    components: &[Component<'a>],
    stated: &[StatedConnection<'a>],
    owned: &Grouped,
    connections: &mut [Connection<'a>],
) -> Vec<Pool<'a>> {
    let by_caller = Grouped::of(components.len(), connections.len(), &|index| {
        Some((connections[index].from, index)).filter(|_| connections[index].carries_calls())
    });
    let copies = Copies::of(components.len(), connections);
    let grouping = Grouping { components, stated, connections, owned, copies: &copies };
    let mut pools = Vec::with_capacity(connections.len());
    for caller in 0..components.len() {
        grouping.group(by_caller.get(caller), &mut pools);
    }
    for (index, pool) in pools.iter().enumerate() {
        pool.members.iter().for_each(|member| connections[*member].pool = Some(index));
        settle_priorities(connections, &copies, &pool.members);
    }
    pools
}

/// Which stores copy to which.
pub(super) struct Copies(Grouped);

impl Copies {
    pub(super) fn of(components: usize, connections: &[Connection]) -> Self {
        Self(Grouped::of(components, connections.len(), &|index| {
            let connection = &connections[index];
            (connection.interaction.value == Interaction::Replication).then_some((connection.from, connection.to))
        }))
    }

    /// The stores this one copies to.
    pub(super) fn from(&self, store: usize) -> &[usize] {
        self.0.get(store)
    }

    pub(super) fn feeds(&self, store: usize, copy: usize) -> bool {
        self.from(store).contains(&copy)
    }

    /// Whether nothing is copied.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What makes two connections of one caller alternatives.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Bond<'a> {
    /// The design names the pool.
    Named(&'a str),
    /// Their targets are interchangeable.
    Alike(Kind, String),
    /// Their targets are copies of one another, of the family of this number.
    Copies(usize),
    Alone(usize),
}

struct Grouping<'a, 'b> {
    components: &'b [Component<'a>],
    stated: &'b [StatedConnection<'a>],
    connections: &'b [Connection<'a>],
    owned: &'b Grouped,
    copies: &'b Copies,
}

impl<'a> Grouping<'a, '_> {
    /// Adds the pools the calls of one caller fall into.
    fn group(&self, calls: &[usize], pools: &mut Vec<Pool<'a>>) {
        if let [only] = calls {
            pools.push(self.pool(vec![*only], false));
            return;
        }
        let families = self.families(calls);
        let bond = |call: &usize| {
            let connection = &self.connections[*call];
            match self.stated[*call].pool {
                Some(name) => Bond::Named(name),
                None => match families.get(&connection.to) {
                    Some(family) => Bond::Copies(*family),
                    None => alike(self.components, connection).unwrap_or(Bond::Alone(*call)),
                },
            }
        };
        let bonds: Vec<Bond> = calls.iter().map(bond).collect();
        let start = pools.len();
        for group in sorted_groups((0..calls.len()).collect(), &|a, b| bonds[a].cmp(&bonds[b])) {
            let bond = &bonds[group[0]];
            let members: Vec<usize> = group.iter().map(|place| calls[*place]).collect();
            let parts = if matches!(bond, Bond::Alike(..)) { self.part(members) } else { vec![members] };
            let for_reads = matches!(bond, Bond::Copies(_));
            pools.extend(parts.into_iter().map(|members| self.pool(members, for_reads)));
        }
        pools[start..].arrange_by_key(|pool| pool.members.first().copied());
    }

    /// Parts calls whose targets are alike but own different endpoints. What owns none goes with the
    /// others as long as they all own the same.
    fn part(&self, members: Vec<usize>) -> Vec<Vec<usize>> {
        let owned = |call: usize| self.owned.get(self.connections[call].to);
        if self.owned.is_empty() {
            return vec![members];
        }
        let parts = sorted_groups(members.clone(), &|a, b| owned(a).cmp(owned(b)));
        let owners = parts.iter().filter(|part| !owned(part[0]).is_empty()).count();
        if owners > 1 { parts } else { vec![members] }
    }

    /// Of the called stores that are copies of one another, which family each belongs to.
    fn families(&self, calls: &[usize]) -> SortedMap<usize, usize> {
        let mut families = SortedMap::new();
        if self.copies.is_empty() {
            return families;
        }
        let free = |call: &&usize| self.connections[**call].is_request() && self.stated[**call].pool.is_none();
        let called: SortedSet<usize> = calls.iter().filter(free).map(|call| self.connections[*call].to).collect();
        // A family takes the number of the first member met; joining two renames the later one.
        for store in &called {
            for copy in self.copies.from(*store).iter().copied().filter(|copy| called.contains(copy)) {
                let (a, b) =
                    (*families.get_or_insert_with(*store, || *store), *families.get_or_insert_with(copy, || copy));
                families.values_mut().filter(|family| **family == a.max(b)).for_each(|family| *family = a.min(b));
            }
        }
        families
    }

    fn pool(&self, members: Vec<usize>, for_reads: bool) -> Pool<'a> {
        let stated = members.iter().filter_map(|member| self.stated[*member].pool_needs);
        let needs = stated.map(|needs| needs as u32).max();
        Pool {
            name: members.first().and_then(|member| self.stated[*member].pool),
            needs: Resolved { value: needs.unwrap_or(1), guessed: needs.is_none() },
            for_reads,
            members,
        }
    }
}

/// The guess: which callers have their targets taken as interchangeable, and which targets are.
fn alike<'a>(components: &[Component<'a>], connection: &Connection<'a>) -> Option<Bond<'a>> {
    let (from, to) = (&components[connection.from], &components[connection.to]);
    let by_name = || if to.traits.machine { String::new() } else { stem(to.name()) };
    let bond = match from.kind {
        Kind::Dns | Kind::Cdn | Kind::LoadBalancer => by_name(),
        // Each message goes to one consumer, so consumers of one kind share the work.
        _ if from.traits.queue => String::new(),
        Kind::WebServer if to.kind == Kind::ApplicationServer => String::new(),
        _ if from.traits.client && is_door(to.kind) => String::new(),
        _ => return None,
    };
    Some(Bond::Alike(to.kind, bond))
}

/// Where requests enter a system.
fn is_door(kind: Kind) -> bool {
    matches!(kind, Kind::Dns | Kind::Cdn | Kind::LoadBalancer | Kind::ApiGateway)
}

/// A primary beside its replicas is read only when they cannot be.
fn settle_priorities(connections: &mut [Connection], copies: &Copies, members: &[usize]) {
    if copies.is_empty() || members.len() < 2 {
        return;
    }
    let targets: SortedSet<usize> = members.iter().map(|member| connections[*member].to).collect();
    for member in members {
        let target = connections[*member].to;
        let mut fed = copies.from(target).iter().filter(|copy| targets.contains(copy) && !copies.feeds(**copy, target));
        let is_replica = matches!(connections[*member].usage.value, Usage::Read | Usage::ReadMiss);
        let priority = &mut connections[*member].priority;
        if priority.guessed && !is_replica && fed.next().is_some() {
            priority.value = 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Model;
    use linchpin_testkit::design;

    /// The pools of more than one member, as the callees' ids.
    fn check(fixture: &str, expected: &[&[&str]]) {
        let design = design(fixture);
        let model = Model::of(&design);
        let name = |member: &usize| model.components[model.connections[*member].to].item.id.to_string();
        let several = model.pools.iter().filter(|pool| pool.members.len() > 1);
        let found: Vec<Vec<String>> = several.map(|pool| pool.members.iter().map(name).collect()).collect();
        assert_eq!(found, expected, "{fixture}");
    }

    #[test]
    fn interchangeable_targets_of_balancers_queues_and_clients() {
        let servers = "lb:load-balancer -> a:application-server \"Orders\"\nlb -> b:application-server \"Users\"";
        check(servers, &[&["a", "b"]]);
        check("lb:load-balancer -> a:service \"Cart 1\"\nlb -> b:service \"Cart 2\"", &[&["a", "b"]]);
        check("lb:load-balancer -> a:service \"Orders\"\nlb -> b:service \"Users\"", &[]);
        check("gw:api-gateway -> a:application-server\ngw -> b:application-server", &[]);
        check("web:web-client -> a:load-balancer\nweb -> b:load-balancer\nweb -> c:cdn", &[&["a", "b"]]);
        check("q:message-queue -> a:service \"Mail\"\nq -> b:service \"Bills\"\nq -> c:worker", &[&["a", "b"]]);
        check("s:event-stream -> a:worker\ns -> b:worker", &[]);
        check("w:web-server -> a:application-server\nw -> b:application-server\nw -> c:worker", &[&["a", "b"]]);
    }

    #[test]
    fn a_primary_and_its_replicas() {
        let fixture = "s:service -> p:relational-database -> r:relational-database\ns -> r\ns -> x:relational-database";
        check(fixture, &[&["p", "r"]]);
        let design = design(fixture);
        let model = Model::of(&design);
        let priorities: Vec<u32> =
            model.pools.iter().flat_map(|pool| &pool.members).map(|m| model.connections[*m].priority.value).collect();
        assert_eq!(priorities, [1, 0, 0]);
    }

    #[test]
    fn a_name_makes_and_unmakes_a_pool() {
        let parted =
            "lb:load-balancer -> a:application-server\nlb -> b:application-server [pool=b]\nlb -> c:application-server";
        check(parted, &[&["a", "c"]]);
        check("s:service -> a:service \"Mail\" [pool=mail]\ns -> b:service \"Post\" [pool=mail]", &[&["a", "b"]]);
    }
}
