#pragma once

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace steward {

class BackgroundRunner;
class MainWindow;
class ProfileService;
class WindowSettings;

/// The program's windows, one for each workspace that is open at once: what is open in one is not opened in another, a
/// closed one leaves the others, and the program ends with the last. GUI thread only.
class Windows final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Windows)

public:
    Windows(BackgroundRunner& runner, ProfileService& profiles, WindowSettings& settings);
    ~Windows() override;

    /// A further one, not shown yet, on its welcome page.
    MainWindow& add();
    /// The one that is worked in, else the oldest.
    MainWindow& active() const;
    const std::vector<std::unique_ptr<MainWindow>>& all() const { return m_windows; }
    /// A file that the desktop hands over.
    void openFile(const QString& path);
    /// Asks where something is under way or not saved, first of all there; ends the program once all have closed.
    void quit();

private:
    /// True: another one than `asking` has it open, and is in front now.
    bool show(const QString& profileId, const QString& sentence, const MainWindow* asking);
    bool isAtWork(const QString& profileId) const;
    void forget(MainWindow* window);
    void place(MainWindow& window) const;

    BackgroundRunner& m_runner;
    ProfileService& m_profiles;
    WindowSettings& m_settings;
    std::vector<std::unique_ptr<MainWindow>> m_windows; ///< never empty after the first was added
};

} // namespace steward
