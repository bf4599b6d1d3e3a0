# shellcheck shell=bash
_steward() {
    local word=${COMP_WORDS[COMP_CWORD]} option
    COMPREPLY=()
    [[ $word == -* ]] || return
    for option in --profile --practice --data-dir --lang --background --screenshots --beside --help --version; do
        [[ $option == "$word"* ]] && COMPREPLY+=("$option")
    done
}
complete -o default -F _steward steward
