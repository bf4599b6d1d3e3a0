#pragma once

#include <QObject>
#include <QString>

#include <optional>

namespace steward {

class MainWindow;

/// What the window saves and opens again.
enum class SavedFile { Plan, Profile };

/// By its name: *.steward-plan, *.steward-profile, each also with .json behind; nothing where it is neither.
std::optional<SavedFile> savedFileOf(const QString& path);

/// Opens files that the desktop hands over. A profile is imported, and its secrets are asked for; a plan is shown as
/// soon as a workspace is open, against what is read there. Nothing is changed by opening. Goes with its window.
class FileOpening final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FileOpening)

public:
    explicit FileOpening(MainWindow& window);
    void open(const QString& path);

private:
    void showWaiting();

    MainWindow& m_window;
    QString m_waiting; ///< a plan for which no workspace is open yet
};

} // namespace steward
