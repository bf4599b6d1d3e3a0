# The program itself knows how words go on; where it knows none, files are offered.
function __steward_cli_complete
    set -l typed (commandline -opc) (commandline -ct)
    set -l found (steward-cli __complete $typed[2..-1] 2>/dev/null)
    if set -q found[1]
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c steward-cli -f -a '(__steward_cli_complete)'
