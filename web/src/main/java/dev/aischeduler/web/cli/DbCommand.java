package dev.aischeduler.web.cli;

import picocli.CommandLine.Command;

/** Groups the commands about the database. */
@Command(name = "db", description = "Look into the database.", subcommands = DbShellCommand.class)
final class DbCommand {}
