# Accord in a container: the same hash-pinned packages, one volume for the database and one for its backups.
FROM python:3.12-slim
WORKDIR /accord
COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY alembic.ini verify.py ./
COPY bot bot
COPY cogs cogs
COPY migrations migrations
RUN useradd --create-home accord && mkdir -m 700 data backups && chown accord data backups
USER accord
VOLUME /accord/data /accord/backups
ENV ACCORD_LOG_FORMAT=json
CMD ["python", "-m", "bot", "run"]
