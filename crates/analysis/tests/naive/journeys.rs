//! Where requests go on their way to the handlers of an endpoint.

use super::system::{Class, Connection, Kind, System, When};

/// A component, and whether requests there are still on their way to the handlers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Site {
    pub(super) component: usize,
    pub(super) headed: bool,
}

impl System {
    /// Whether the client's requests arrive at a handler at all.
    pub fn is_reached(&self) -> bool {
        self.hops(0).is_some()
    }

    pub(super) fn start(&self) -> Site {
        Site { component: 0, headed: !self.handlers.is_empty() }
    }

    /// Where in the lists of values a site is.
    pub(super) fn place(&self, site: Site) -> usize {
        site.component + if site.headed { self.components.len() } else { 0 }
    }

    /// Where a request goes from a site: it heads for the handlers up to the first component that is no
    /// forwarder, or that handles it.
    pub(super) fn next(&self, site: Site, to: usize) -> Site {
        Site { component: to, headed: site.headed && self.components[to].kind.forwards() && self.hops(to) != Some(0) }
    }

    /// Whether requests are passed on here to where they are to go.
    pub(super) fn way(&self, caller: usize, connection: &Connection) -> bool {
        // What a CDN does not have, it passes on.
        connection.when == When::Route || self.components[caller].kind == Kind::Cdn && connection.when == When::Miss
    }

    /// Of the members of a pool in a class, those on the way to the handlers.
    pub(super) fn heading<'a>(&self, site: Site, class: Class, members: Vec<&'a Connection>) -> Vec<&'a Connection> {
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
}
