# shellcheck shell=bash
# The program itself knows how words go on; where it knows none, files are offered.
_steward_cli() {
    COMPREPLY=()
    local word
    while IFS= read -r word; do
        COMPREPLY+=("$word")
    done < <(steward-cli __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _steward_cli steward-cli
