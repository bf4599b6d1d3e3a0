#pragma once

#include <QString>

#include <functional>

namespace steward {

/// The desktop, where it tells what a person is to know while the window is not looked at.
class Notifier {
public:
    virtual ~Notifier() = default;
    /// False: the desktop has no such place, and what happens is told in the window alone.
    virtual bool isThere() const = 0;
    /// Plain text. `act`: somebody pressed it.
    virtual void notify(const QString& title, const QString& text, std::function<void()> act) = 0;
    /// The window is closed and goes on in the background: the place is shown, with a way back and a way out.
    virtual void setShown(bool isShown) = 0;
    /// Whose window it is, where there are several; empty: no workspace is open.
    virtual void setPlace(const QString& title) = 0;
};

} // namespace steward
