"""Runs the migrations on the connection that `engine` hands over."""

from alembic import context

from db.tables import STATE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=STATE,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
