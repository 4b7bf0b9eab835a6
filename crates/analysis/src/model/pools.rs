//! Pools: connections of one caller that are alternatives to each other.

use linchpin_catalog::{ComponentKind as Kind, Interaction};
use std::collections::{BTreeMap, BTreeSet};

use super::components::Component;
use super::connections::{Connection, Usage};
use super::names::stem;
use crate::Resolved;
use crate::graph::Grouped;

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
pub(crate) fn settle<'a>(components: &[Component<'a>], connections: &mut [Connection<'a>]) -> Vec<Pool<'a>> {
    let calling = connections.iter().enumerate().filter(|(_, connection)| connection.carries_calls());
    let by_caller = Grouped::of(components.len(), calling.map(|(index, connection)| (connection.from, index)));
    let copies = Copies::of(connections);
    let mut pools = Vec::new();
    for caller in 0..components.len() {
        let groups = group(components, connections, &copies, by_caller.get(caller));
        pools.extend(groups.into_iter().map(|(members, for_reads)| pool(connections, members, for_reads)));
    }
    for (index, pool) in pools.iter().enumerate() {
        pool.members.iter().for_each(|member| connections[*member].pool = Some(index));
        settle_priorities(connections, &copies, &pool.members);
    }
    pools
}

/// Who copies to whom.
struct Copies(BTreeSet<(usize, usize)>);

impl Copies {
    fn of(connections: &[Connection]) -> Self {
        let copying = connections.iter().filter(|c| c.interaction.value == Interaction::Replication);
        Self(copying.map(|connection| (connection.from, connection.to)).collect())
    }

    fn between(&self, a: usize, b: usize) -> bool {
        self.0.contains(&(a, b)) || self.0.contains(&(b, a))
    }
}

/// What makes two connections of one caller alternatives.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Bond<'a> {
    /// The design names the pool.
    Named(&'a str),
    /// Their targets are interchangeable.
    Alike(Kind, String),
    /// One of them leads to the primary of the others' targets, the component of this number.
    Copies(usize),
    Alone(usize),
}

/// The connections of each pool of a caller, and whether they are alternatives for reads only.
fn group<'a>(
    components: &[Component<'a>],
    connections: &[Connection<'a>],
    copies: &Copies,
    calls: &[usize],
) -> Vec<(Vec<usize>, bool)> {
    if let [only] = calls {
        return vec![(vec![*only], false)];
    }
    let families = families(connections, copies, calls);
    let mut groups: BTreeMap<Bond, Vec<usize>> = BTreeMap::new();
    for call in calls {
        let connection = &connections[*call];
        let bond = match connection.stated.pool {
            Some(name) => Bond::Named(name),
            None => match families.get(&connection.to) {
                Some(family) => Bond::Copies(*family),
                None => alike(components, connection).unwrap_or(Bond::Alone(*call)),
            },
        };
        groups.entry(bond).or_default().push(*call);
    }
    let for_reads = |bond: &Bond| matches!(bond, Bond::Copies(_));
    let mut groups: Vec<(Vec<usize>, bool)> =
        groups.into_iter().map(|(bond, members)| (members, for_reads(&bond))).collect();
    groups.sort();
    groups
}

/// Of the called stores that are copies of one another, which family each belongs to.
fn families(connections: &[Connection], copies: &Copies, calls: &[usize]) -> BTreeMap<usize, usize> {
    let mut families = BTreeMap::new();
    if copies.0.is_empty() {
        return families;
    }
    let free = |call: &&usize| connections[**call].is_request() && connections[**call].stated.pool.is_none();
    let called: BTreeSet<usize> = calls.iter().filter(free).map(|call| connections[*call].to).collect();
    for start in &called {
        let mut open = vec![*start];
        while let Some(store) = open.pop() {
            let joined = called.iter().filter(|other| copies.between(store, **other));
            for other in joined {
                if !families.contains_key(other) {
                    families.insert(*other, *start);
                    open.push(*other);
                }
            }
        }
    }
    families
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

fn pool<'a>(connections: &[Connection<'a>], members: Vec<usize>, for_reads: bool) -> Pool<'a> {
    let stated = members.iter().filter_map(|member| connections[*member].stated.pool_needs);
    let needs = stated.map(|needs| needs as u32).max();
    Pool {
        name: members.first().and_then(|member| connections[*member].stated.pool),
        for_reads,
        needs: Resolved { value: needs.unwrap_or(1), guessed: needs.is_none() },
        members,
    }
}

/// A primary beside its replicas is read only when they cannot be.
fn settle_priorities(connections: &mut [Connection], copies: &Copies, members: &[usize]) {
    let targets: Vec<usize> = members.iter().map(|member| connections[*member].to).collect();
    for (member, target) in members.iter().zip(&targets) {
        let feeds = |other: &usize| copies.0.contains(&(*target, *other)) && !copies.0.contains(&(*other, *target));
        let is_replica = matches!(connections[*member].usage.value, Usage::Read | Usage::ReadMiss);
        let priority = &mut connections[*member].priority;
        if priority.guessed && !is_replica && targets.iter().any(feeds) {
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
