//! The two entry points of the one module: a page mounts the app, a worker serves the analysis.

fn main() {
    console_error_panic_hook::set_once();
    if linchpin::platform::in_worker() {
        linchpin::analysis::serve();
    } else {
        leptos::mount::mount_to_body(linchpin::ui::App);
    }
}
