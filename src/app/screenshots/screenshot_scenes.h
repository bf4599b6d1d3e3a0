#pragma once

#include <QString>

#include <functional>
#include <memory>
#include <vector>

class QWidget;

namespace steward {

/// A window in a certain state, with everything it stands on.
class Scene {
public:
    virtual ~Scene() = default;
    /// True once there is to be seen what the scene is about.
    virtual bool isReady() = 0;
    /// What the picture shows.
    virtual QWidget* window() = 0;
};

struct NamedScene {
    QString name;
    std::function<std::unique_ptr<Scene>()> make;
    bool hasMockup = false; ///< then it has the mockup's name, at 100 % without the percents
};

/// All scenes, in the order of a first day.
std::vector<NamedScene> screenshotScenes();

} // namespace steward
