//! Test support: designs in a few lines of text, and random edits, ops and designs for property tests.
//!
//! # Fixture notation
//!
//! A fixture is read line by line; `#` starts a comment.
//!
//! | line | meaning |
//! | --- | --- |
//! | `web:web-client "Shop app" peak=1200` | a component: id, kind, then optionally its name and properties |
//! | `web -> lb:load-balancer -> api:service` | connections; a component may be declared where it is first used or on any other line |
//! | `api -> db [when=write calls=2]` | the brackets hold the properties of the connection to the component before them |
//! | `zone za "Zone A" { api db }` | a boundary around components and other boundaries, by its kind |
//! | `note n1 "Remember the backup"` | a note; `text` likewise |
//! | `endpoint orders "Place an order" method=post handlers=api,api2` | an endpoint; `entity` and `rule` likewise |
//! | `waiver w1 "Why" rule=single-point subject=db`, `override o1 "single-point" severity=info` | what is accepted, and how much rules matter |
//! | `title "Shop"` | the title of the design |
//!
//! Properties go by their names in the catalogue (`instances=2`, `hit_ratio=0.9`, `failover=automatic`,
//! `position=100,200`, `size=400x300`). A connection is called `from-to`, the second between the same
//! two `from-to-2`; `[id=...]` gives another id.
//!
//! ```
//! use linchpin_catalog::{Property, When};
//!
//! let design = linchpin_testkit::design(
//!     r#"
//!     web:web-client "Shop app" peak=1200 -> lb:load-balancer -> api1:application-server
//!     lb -> api2:application-server instances=2 capacity=900
//!     api1 -> db:relational-database [when=write calls=2 dependency=soft]
//!     zone za { api1 db }
//!     region eu { za }
//!     "#,
//! );
//! let id = linchpin_testkit::id;
//! assert_eq!(design.components().count(), 5);
//! assert_eq!(design.get(id("api2")).unwrap().number(Property::Instances), Some(2.0));
//! assert_eq!(design.get(id("api1-db")).unwrap().choice::<When>(Property::When), Some(When::Write));
//! assert_eq!(design.ancestors(id("db")).collect::<Vec<_>>(), [id("za"), id("eu")]);
//! ```
//!
//! A fixture that cannot be read panics with its line: this is test support only.

mod fixture;
mod random;
mod systems;
mod token;

pub use fixture::{design, id, replica, transaction};
pub use random::{Edit, designs, edit, edits, ops};
pub use systems::{Said, systems};
