//! Designs and pictures that leave the page: links, files, clipboard.

mod clipboard;
mod files;
mod link;
mod picture;

pub use clipboard::{copy_picture, copy_text, read_text};
pub use files::{download, file_name, pick_file, read as read_file};
pub use link::{SHARE_PREFIX, address_of, qr_code};
pub use picture::{png_bytes, svg_text};
