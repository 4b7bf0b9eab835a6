//! What people see around the canvas: one file a panel.

mod app;
mod availability;
mod banners;
mod blast;
mod cascade;
mod combinations;
mod commands_dialog;
mod context_menu;
mod context_pad;
mod designs_dialog;
mod find_dialog;
mod findings;
mod icons;
mod inspector;
mod kind_picker;
mod label_editor;
mod look;
mod modal;
mod notices;
mod outline;
mod palette;
mod panel;
mod picker;
mod prelude;
mod share_dialog;
mod shortcuts_dialog;
mod stage;
mod standing;
mod thumbnail;
mod tile;
mod tool_bar;
mod top_bar;
mod welcome;
mod what_if;
mod words;

pub use app::App;
