//! The app: the only code that knows the browser.
