#pragma once

namespace steward::test {

/// What ProfileEditorTest runs in a process of its own, below a D-Bus session with a real keyring.
constexpr auto keyringSessionArgument = "--keyring-session";
int runKeyringSession(int argc, char** argv);

} // namespace steward::test
