#pragma once

#include <QList>
#include <QWidget>

class QDialog;
class QVBoxLayout;

namespace steward {

class TextLabel;

/// A page of the window on which what is asked and shown by a dialog stands, instead of over everything. Several may
/// stand on it: the last one is seen, and once it has gone the one before. Without any it shows what it is for.
class DialogPage final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DialogPage)

public:
    explicit DialogPage(QWidget* idle, QWidget* parent = nullptr);
    ~DialogPage() override;

    /// Takes it; it goes with its end, or with the page. One with the property `hasHead` has its own title and margins.
    void host(QDialog* dialog);
    void bring(QDialog* dialog);
    /// The one that is seen; null: none.
    QDialog* current() const;
    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    /// The page is to be shown, since the person asked for what stands on it.
    void wanted();
    /// Another one is seen by now, or none.
    void currentChanged();

private:
    void showCurrent();

    QWidget* m_idle;
    TextLabel* m_title;
    QVBoxLayout* m_column;
    QList<QDialog*> m_dialogs; ///< those that have not ended nor gone to the background, the one that is seen last
    bool m_isArranging = false;
};

/// On its page where it stands on one, else its window to the front.
void bringToFront(QDialog& dialog);

} // namespace steward
