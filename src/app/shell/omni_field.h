#pragma once

#include <QKeySequence>
#include <QPushButton>

namespace steward {

/// Looks like a field and opens the command palette, where one types.
class OmniField final : public QPushButton {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OmniField)

public:
    explicit OmniField(QWidget* parent = nullptr);
    /// What else opens it, shown at its end.
    void setKey(const QKeySequence& key);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void speak();

    QString m_words;
    QString m_key;
};

} // namespace steward
