"""Migrate, and load every fixture; twice is as good as once."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from lawgov.accounts.intake import load_roles, make_demonstration_accounts
from lawgov.loading import Loader
from lawgov.organs.intake import load_organs
from lawgov.statutes.intake import load_statutes
from normative.intake import load_normative
from reconsideration.intake import load_reconsideration
from reports.intake import load_reports


class Command(BaseCommand):
    help = "Migrate the database and load all fixtures."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--demonstration",
            action="store_true",
            help="also make one account per role and print them (DEBUG only)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=min(options["verbosity"], 1) - 1)
        loader = Loader()
        with transaction.atomic():
            load_organs(loader)
            load_statutes(loader)
            load_reconsideration(loader)
            load_normative(loader)
            load_reports(loader)
            load_roles(loader)
        if options["verbosity"]:
            self.stdout.write(loader.summary())
        if options["demonstration"]:
            self.print_accounts()

    def print_accounts(self) -> None:
        """Show the demonstration accounts, as `make run` does."""
        self.stdout.write("演示账号（仅限本机试用）/ demonstration accounts:")
        for user, password in make_demonstration_accounts():
            self.stdout.write(f"  {user.username:<8} {password}  {user.role_names}  {user.name}")
