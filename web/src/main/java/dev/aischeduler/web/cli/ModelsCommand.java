package dev.aischeduler.web.cli;

import picocli.CommandLine.Command;

/** Groups the commands about models. */
@Command(
    name = "models",
    description = {
      "Look at the models of this machine, install, check and remove them,",
      "and move them in and out of a server's memory."
    },
    subcommands = {
      ModelsListCommand.class,
      ModelsPullCommand.class,
      ModelsImportCommand.class,
      ModelsVerifyCommand.class,
      ModelsRemoveCommand.class,
      ModelsStateCommand.class,
      ModelsLoadCommand.class,
      ModelsUnloadCommand.class,
      ModelsPrewarmCommand.class,
      ModelsPinCommand.class,
      ModelsUnpinCommand.class
    })
final class ModelsCommand {}
